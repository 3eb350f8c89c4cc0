/** The bundled build has the same interface as the package's entry, and needs no Node shims. */
declare module 'simple-peer/simplepeer.min.js' {
  import type Peer from 'simple-peer';

  export type SignalData = Peer.SignalData;
  /** `negotiate` is public, and missing in the package's types: it makes the initiator offer again. */
  export interface Instance extends Peer.Instance {
    negotiate(): void;
  }
  const SimplePeer: new (options?: Peer.Options) => Instance;
  export default SimplePeer;
}

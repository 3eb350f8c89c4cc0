/** The bundled build has the same interface as the package's entry, and needs no Node shims. */
declare module 'simple-peer/simplepeer.min.js' {
  import Peer from 'simple-peer';

  export default Peer;
}

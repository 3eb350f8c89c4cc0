import type { LinkStats } from '../call/link-stats.ts';
import type { Link, LinkOptions, LinkPort } from '../call/ports.ts';

/**
 * Links whose engine is loaded when it is first needed: most pages that could make a call never do.
 * What is asked of a link meanwhile is done in the same order once the engine is there.
 */
export function createDeferredLinks(load: () => Promise<LinkPort>): LinkPort & { preload(): void } {
  let loading: Promise<LinkPort> | null = null;
  const engine = (): Promise<LinkPort> => {
    loading ??= load().catch((error: unknown) => {
      // The next link tries again: the server may be back by then.
      loading = null;
      throw error;
    });
    return loading;
  };
  return {
    preload: () => void engine().catch(() => undefined),
    open: (options) => new DeferredLink(engine(), options),
  };
}

class DeferredLink implements Link {
  readonly #link: Promise<Link>;
  #opened: Link | null = null;
  #closed = false;

  constructor(engine: Promise<LinkPort>, options: LinkOptions) {
    this.#link = engine.then((links) => {
      if (this.#closed) throw new Error('closed before the engine was loaded');
      return links.open(options);
    });
    this.#link.then(
      (link) => (this.#opened = link),
      () => this.#closed || options.listener.changed('failed'),
    );
  }

  deliver(...signal: Parameters<Link['deliver']>): void {
    this.#do((link) => link.deliver(...signal));
  }

  openGate(): void {
    this.#do((link) => link.openGate());
  }

  send(...message: Parameters<Link['send']>): void {
    this.#do((link) => link.send(...message));
  }

  restart(): void {
    this.#do((link) => link.restart());
  }

  useIceServers(...servers: Parameters<Link['useIceServers']>): void {
    this.#do((link) => link.useIceServers(...servers));
  }

  async stats(): Promise<LinkStats | null> {
    const link = await this.#link.catch(() => null);
    return link && link.stats();
  }

  close(): void {
    this.#closed = true;
    this.#do((link) => link.close());
  }

  /** At once where the engine is there: a goodbye must go before the page does. */
  #do(act: (link: Link) => void): void {
    if (this.#opened) act(this.#opened);
    else this.#link.then(act, () => undefined);
  }
}

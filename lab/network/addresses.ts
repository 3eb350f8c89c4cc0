/** The laboratory's internet. Public addresses are those that documentation may use (RFC 5737): nobody's. */
export const GATEWAY = '192.0.2.1';
export const SERVER = '203.0.113.2';
export const TURN_SERVER = '203.0.113.3';

export interface Place {
  /** The public addresses of its router; the first one unless it was changed. */
  readonly public: readonly [string, string];
  readonly publicBlock: string;
  /** Network behind the router, and the addresses its client takes. */
  readonly lan: Lan;
  /** The same where the client has a public address itself. */
  readonly openLan: Lan;
}

export interface Lan {
  readonly block: string;
  readonly router: string;
  readonly client: readonly [string, string];
}

const lan = (network: string, base: number): Lan => ({
  block: `${network}.${base}/25`,
  router: `${network}.${base + 1}`,
  client: [`${network}.${base + 2}`, `${network}.${base + 77}`],
});

export const PLACES = {
  ann: {
    public: ['203.0.113.17', '203.0.113.18'],
    publicBlock: '203.0.113.16/28',
    lan: lan('10.1.0', 0),
    openLan: lan('198.51.100', 0),
  },
  ben: {
    public: ['203.0.113.33', '203.0.113.34'],
    publicBlock: '203.0.113.32/28',
    lan: lan('10.2.0', 0),
    openLan: lan('198.51.100', 128),
  },
} as const satisfies Record<string, Place>;

export type PersonName = keyof typeof PLACES;
export const PEOPLE = ['ann', 'ben'] as const satisfies readonly PersonName[];

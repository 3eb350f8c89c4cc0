/** What a hostile client could send over a WebSocket, made from a seed. */
import fc, { type Arbitrary } from 'fast-check';

import { MAX_BRACKETS } from '../../src/limits/frugal-decoder.ts';
import { PROTOCOL_VERSION, REQUESTS, type RequestName } from '../../src/protocol/index.ts';
import { arbitraryOf, type Texts } from './arbitrary-of.ts';

/** One event of Socket.io; `asks`: with an acknowledgement. */
export interface EventInput {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly asks: boolean;
}

const NAMES = Object.keys(REQUESTS) as RequestName[];
/** Names that every object has something under, whatever was sent. */
export const PROTOTYPE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
];
const LONG = 'x'.repeat(33_000);

const odd: Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 53,
    -(2 ** 63),
    1e308,
    5e-324,
    '',
    ' ',
    'a b',
    '\0',
    '\ud800',
    '\udfff\ud800',
  ],
  ...['\u202e', '\u2028', '💥'.repeat(100), LONG, ...PROTOTYPE_NAMES, [], {}, [[]], [null], { length: 1e9 }],
  ...[
    { toString: 1 },
    { toJSON: 1 },
    { then: 1 },
    { _placeholder: true, num: 0 },
    JSON.parse('{"__proto__":{"ok":true}}'),
  ],
  ...[nested(400), Array.from({ length: 900 }, () => 0), Array.from({ length: 900 }, (_, index) => `user-${index}`)],
);

const anything = fc.oneof({ weight: 4, arbitrary: odd }, fc.jsonValue({ maxDepth: 3 }));

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

interface Mutation {
  readonly path: readonly number[];
  readonly how: 'drop' | 'replace' | 'add' | 'wrap' | 'repeat';
  readonly with: unknown;
  readonly key: string;
}

const mutation: Arbitrary<Mutation> = fc.record({
  path: fc.array(fc.nat(8), { maxLength: 3 }),
  how: fc.constantFrom('drop', 'replace', 'replace', 'add', 'wrap', 'repeat'),
  with: anything,
  key: fc.constantFrom(...PROTOTYPE_NAMES, 'callId', 'userId', ''),
});

function mutate(value: unknown, { path: [step, ...path], ...change }: Mutation): unknown {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const key = step === undefined ? undefined : keys[step % keys.length];
  if (key === undefined) return changed(value, change);
  const entries = Object.entries(value as object).flatMap(([name, inner]) => {
    if (name !== key) return [[name, inner]];
    if (path.length === 0 && change.how === 'drop') return [];
    return [[name, mutate(inner, { path, ...change })]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function changed(value: unknown, { how, key, with: other }: Omit<Mutation, 'path'>): unknown {
  if (how === 'wrap') return [value];
  if (how === 'repeat') return Array.from({ length: 12 }, () => value);
  if (how === 'add' && typeof value === 'object' && value !== null)
    return Object.fromEntries([...Object.entries(value), [key, other]]);
  return how === 'drop' ? undefined : other;
}

/** Sometimes what the schema takes, more often something near it, and sometimes anything. */
function around(valid: Arbitrary<unknown>): Arbitrary<unknown> {
  const near = fc.tuple(valid, fc.array(mutation, { minLength: 1, maxLength: 3 }));
  return fc.oneof(
    { weight: 4, arbitrary: valid },
    { weight: 5, arbitrary: near.map(([value, mutations]) => mutations.reduce<unknown>(mutate, value)) },
    { weight: 2, arbitrary: anything },
  );
}

/** Those that Socket.io keeps for itself close the connection, which is for `frames`. */
const strangeName = fc.oneof(
  fc.constantFrom(...PROTOTYPE_NAMES, 'error', 'message', 'connection', 'call:hijack', '', '\0', '\ud800', LONG),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** What ends a call: one that is over at once is not worth much. */
const SELDOM: readonly RequestName[] = ['call:resume', 'call:withdraw', 'call:decline', 'call:cancel', 'call:leave'];

/** Events that leave their connection open, whatever the server thinks of them. */
export function events(texts: Texts): Arbitrary<EventInput> {
  const requests = NAMES.map((name) => ({
    weight: SELDOM.includes(name) ? 1 : 6,
    arbitrary: fc.record({
      name: fc.constant(name),
      values: fc.oneof(
        { weight: 20, arbitrary: fc.tuple(around(arbitraryOf(REQUESTS[name].payload, texts))) },
        fc.array(anything, { maxLength: 3 }),
      ),
      asks: fc.boolean(),
    }),
  }));
  const strange = fc.record({ name: strangeName, values: fc.array(anything, { maxLength: 2 }), asks: fc.boolean() });
  return fc.oneof(...requests, { weight: 3, arbitrary: strange }).filter(isRead);
}

/** Messages that are too large close their connection, and so do those with too many brackets. */
function isRead({ name, values }: EventInput): boolean {
  const text = JSON.stringify([name, ...values]);
  return Buffer.byteLength(text) < 60_000 && text.split(/[[{]/).length < MAX_BRACKETS;
}

/** What is below the words of Socket.io or breaks its rules, as the text of a WebSocket message, or bytes. */
export function frames(): Arbitrary<string | Uint8Array> {
  const payload = anything.map((value) => JSON.stringify(value) ?? '');
  const number = fc.constantFrom('', '0', '1', '99999999999999999999', '-1', '1e9', '0x10', ' 1', '١');
  const namespace = fc.constantFrom(
    '',
    '/,',
    '/admin,',
    '/__proto__,',
    '/constructor?token=x,',
    `/${'n'.repeat(500)},`,
    '/',
  );
  const type = fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '9', '-', '');
  const socketIo = fc.tuple(type, namespace, number, payload).map(([...parts]) => `4${parts.join('')}`);
  const binary = fc.tuple(number, payload).map(([count, body]) => `45${count}-["call:accept",${body}]`);
  const reserved = fc
    .constantFrom('connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener')
    .map((name) => `420["${name}",{}]`);
  const numbers = fc.constantFrom('421["call:signal",{"attempt":1e999,"sequence":-1e999}]', '42[1e999]', '42[0,{}]');
  const engineIo = fc
    .tuple(fc.constantFrom('0', '1', '2', '3', '5', '6', 'b', '9', ''), payload)
    .map((parts) => parts.join(''));
  const broken = fc.tuple(socketIo, fc.nat(20)).map(([text, length]) => text.slice(0, length));
  const junk = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.uint8Array({ maxLength: 60 }));
  return fc.oneof(socketIo, binary, reserved, numbers, engineIo, broken, junk);
}

/** What a handshake may bring, of people with forged tokens, with the token of somebody else, and with a real one and nonsense. */
export function handshakes(tokens: readonly string[]): Arbitrary<unknown> {
  const valid = fc.record(
    {
      protocol: fc.constantFrom<unknown>(PROTOCOL_VERSION, PROTOCOL_VERSION, PROTOCOL_VERSION, 0, '1'),
      userId: fc.constantFrom('eve', 'ann', 'ben', ...PROTOTYPE_NAMES),
      token: fc.oneof(fc.constantFrom(...tokens), fc.base64String({ maxLength: 40 })),
      deviceId: fc.uuid(),
      name: fc.string({ unit: 'binary', maxLength: 300 }),
      picture: fc.oneof(fc.webUrl(), fc.constantFrom('javascript:alert(1)', '//x', 'data:text/html,x', '\ud800')),
    },
    { requiredKeys: [] },
  );
  return around(valid).filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
}

import fc, { type Arbitrary } from 'fast-check';
import type * as v from 'valibot';

/** Where texts come from that must have a certain form. */
export interface Texts {
  readonly uuid: Arbitrary<string>;
  readonly patterned: Arbitrary<string>;
}

/** The parts of the protocol's schemas, as far as it uses them. */
interface Schema {
  readonly type: string;
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[];
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly item?: Schema;
  readonly wrapped?: Schema;
  readonly literal?: unknown;
}

/** Longer ones are made by mutation: they would fill the time. */
const USUAL_LENGTH = 12;

/** Values that the schema takes. */
export function arbitraryOf(schema: v.GenericSchema, texts: Texts): Arbitrary<unknown> {
  return make(schema as unknown as Schema, texts);
}

function make(schema: Schema, texts: Texts): Arbitrary<unknown> {
  const maker = MAKERS[schema.type];
  if (maker === undefined) throw new Error(`The protocol has come to use ${schema.type}: say how to make one.`);
  return maker(schema, texts);
}

const MAKERS: Readonly<Record<string, (schema: Schema, texts: Texts) => Arbitrary<unknown>>> = {
  object: ({ entries = {} }, texts) =>
    fc.record(Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, make(entry, texts)]))),
  variant: ({ options = [] }, texts) => fc.oneof(...options.map((option) => make(option as Schema, texts))),
  array: (schema, texts) => fc.array(make(schema.item!, texts), lengths(schema)),
  string: makeText,
  number: (schema) => fc.integer({ min: bound(schema, 'min_value', 0), max: bound(schema, 'max_value', 2 ** 31 - 1) }),
  boolean: () => fc.boolean(),
  picklist: ({ options = [] }) => fc.constantFrom(...options),
  literal: ({ literal }) => fc.constant(literal),
  optional: ({ wrapped }, texts) => fc.option(make(wrapped!, texts), { nil: undefined }),
  nullable: ({ wrapped }, texts) => fc.option(make(wrapped!, texts), { nil: null }),
  nullish: ({ wrapped }, texts) => fc.option(make(wrapped!, texts), { nil: null }),
};

function makeText(schema: Schema, texts: Texts): Arbitrary<string> {
  if (has(schema, 'uuid')) return texts.uuid;
  if (has(schema, 'regex')) return texts.patterned;
  return fc.string({ unit: 'binary', ...lengths(schema) });
}

function lengths(schema: Schema): { minLength: number; maxLength: number } {
  const minLength = bound(schema, 'min_length', 0);
  return { minLength, maxLength: Math.max(minLength, Math.min(USUAL_LENGTH, bound(schema, 'max_length', Infinity))) };
}

function has({ pipe = [] }: Schema, type: string): boolean {
  return pipe.some((action) => action.type === type);
}

function bound({ pipe = [] }: Schema, type: string, otherwise: number): number {
  return (pipe.find((action) => action.type === type)?.requirement as number | undefined) ?? otherwise;
}

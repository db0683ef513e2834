import { z } from 'zod';

/** The part of JSON Schema 2020-12 that /openapi.json is written in. */
const schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  const: z.json().optional(),
  enum: z.array(z.json()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

const PLACE = '#/components/schemas/';
const PLAIN: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** The TypeScript type of a schema. Throws TypeError for what this server does not write. */
export function typeOf(given: unknown): string {
  const read = schema.parse(given);
  if (read.$ref !== undefined) return nameOf(read.$ref);
  if (read.const !== undefined) return JSON.stringify(read.const);
  if (read.enum !== undefined) return union(read.enum.map((value) => JSON.stringify(value)));
  const either = read.anyOf ?? read.oneOf;
  if (either !== undefined) return union(either.map(typeOf));
  if (read.allOf !== undefined) return read.allOf.map((one) => `(${typeOf(one)})`).join(' & ');
  if (read.type === 'array') return `readonly (${typeOf(read.items ?? {})})[]`;
  if (read.type === 'object') return objectOf(read);
  if (read.type === undefined) return 'unknown';
  const plain = PLAIN[read.type];
  if (plain === undefined) throw new TypeError(`no type for ${read.type}`);
  return plain;
}

/** The component that a reference names. */
export function nameOf(ref: string): string {
  if (!ref.startsWith(PLACE)) throw new TypeError(`no component: ${ref}`);
  return ref.slice(PLACE.length);
}

/** The names of all components that a schema needs, through any number of others; its own references alone are read. */
export function namesIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name = '']) => name,
  );
}

function objectOf({ properties = {}, required, additionalProperties }: z.infer<typeof schema>): string {
  const members = Object.entries(properties).map(
    ([name, value]) =>
      `readonly ${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(value)};`,
  );
  const open = additionalProperties !== undefined && additionalProperties !== false;
  // Members that are not known yet would make the known ones unknown as well.
  if (members.length > 0) return `{ ${members.join(' ')} }`;
  return open
    ? `Readonly<Record<string, ${typeOf(additionalProperties)}>>`
    : 'Readonly<Record<string, never>>';
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}

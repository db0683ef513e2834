import fc from 'fast-check';
import {
  FORM,
  JSON_TYPE,
  NAMES,
  NASTY_TEXTS,
  NASTY_PAIRS,
  NASTY_MEMBERS,
  ODD_TYPES,
  MORE_ODD_TYPES,
  ODD_METHODS,
  ODD_QUERIES,
  ODD_BODIES,
  BROKEN_UTF8,
  ODD_HEADERS,
} from './nasty.ts';
import type { WireRequest } from './wire.ts';

/** What is sent to one endpoint: a good request, spoiled in any way. */
export interface Recipe {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly paths: readonly string[];
  /** `bytes`: what is good otherwise goes as octets, which may be anything. */
  readonly kind: 'form' | 'json' | 'query' | 'bytes';
  /** Fields of good requests. */
  readonly good: readonly Readonly<Record<string, unknown>>[];
  /** Values worth trying in any field: living secrets of every kind, of others too. */
  readonly seeds: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Other headers worth trying: credentials of others, cookies of others. */
  readonly otherHeaders?: readonly Readonly<Record<string, string>>[];
  /** How many of the requests must at least succeed for the others to have been tried in earnest. */
  readonly insideMin?: number;
}

const TYPES = { json: JSON_TYPE, form: FORM, query: FORM, bytes: 'application/octet-stream' } as const;

/** Good requests with up to four fields spoiled; one in a few is spoiled in its envelope as well. */
export function anything(recipe: Recipe): fc.Arbitrary<WireRequest> {
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...recipe.seeds, ...recipe.seeds.map(bent)) },
    { weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 1, arbitrary: fc.base64String({ maxLength: 500 }) },
  );
  const known = [...new Set(recipe.good.flatMap(Object.keys))];
  const names = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(known.length > 0 ? known : NAMES)) },
    { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  );
  const value = recipe.kind === 'json' ? fc.oneof(text, fc.jsonValue({ maxDepth: 3 })) : text;
  const how = fc.constantFrom('put', 'put', 'add', 'drop');
  return fc
    .record({
      path: fc.constantFrom(...recipe.paths),
      slash: rarely('', '/'),
      query: rarely('', ...ODD_QUERIES),
      good: fc.constantFrom(...recipe.good),
      changes: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 6, arbitrary: fc.array(fc.record({ name: names, value, how }), { maxLength: 4 }) },
      ),
      nasty: rarely<string | undefined>(
        undefined,
        ...(recipe.kind === 'json' || recipe.kind === 'bytes' ? NASTY_MEMBERS : NASTY_PAIRS),
      ),
      method: rarely<string>(recipe.method, ...ODD_METHODS),
      type: rarely(TYPES[recipe.kind], ...ODD_TYPES, ...MORE_ODD_TYPES),
      body: rarely<string | Buffer | undefined>(undefined, ...ODD_BODIES, BROKEN_UTF8),
      odd: rarely<Readonly<Record<string, string>>>({}, ...ODD_HEADERS, ...(recipe.otherHeaders ?? [])),
    })
    .map((q): WireRequest => {
      const fields = spoiled(Object.entries(q.good), q.changes);
      const encoded =
        recipe.kind === 'json' || recipe.kind === 'bytes' ? jsonOf(fields, q.nasty) : formOf(fields, q.nasty);
      const inQuery = recipe.kind === 'query';
      const query = inQuery && encoded !== '' ? `?${encoded}` : q.query;
      const body = q.body ?? (inQuery ? undefined : encoded);
      const type = body === undefined || q.type === '' ? {} : { 'Content-Type': q.type };
      const headers = { ...recipe.headers, ...type, ...q.odd };
      return {
        method: q.method,
        path: q.path + q.slash + query,
        headers,
        ...(body !== undefined && { body }),
      };
    });
}

type Fields = readonly (readonly [string, unknown])[];

function spoiled(
  good: Fields,
  changes: readonly { readonly name: string; readonly value: unknown; readonly how: string }[],
): Fields {
  return changes.reduce<Fields>((fields, { name, value, how }) => {
    const kept = how === 'add' ? fields : fields.filter(([other]) => other !== name);
    return how === 'drop' ? kept : [...kept, [name, value]];
  }, good);
}

function formOf(fields: Fields, nasty: string | undefined): string {
  const pairs = fields.map((pair) =>
    pair.map((part) => encodeURIComponent(String(part).toWellFormed())).join('='),
  );
  return [...pairs, ...(nasty === undefined ? [] : [nasty])].join('&');
}

function jsonOf(fields: Fields, nasty: string | undefined): string {
  const members = fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`);
  return `{${[...members, ...(nasty === undefined ? [] : [nasty])].join(',')}}`;
}

/** Almost a secret: one character of another kind, or one too few. */
function bent(seed: string, index: number): string {
  return index % 2 === 0 ? seed.slice(0, -1) : `${seed}A`;
}

function rarely<Value>(usual: Value, ...odd: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
}

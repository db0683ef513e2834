import { format } from 'prettier';
import { z } from 'zod';
import { namesIn, typeOf } from './types.ts';

const METHODS = ['get', 'post', 'put', 'delete'] as const;
const BYTES = 'application/octet-stream';

const content = z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })).default({});
const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([]),
  parameters: z.array(
    z.looseObject({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      schema: z.unknown(),
    }),
  ),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content })),
});
const document = z.looseObject({
  paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

type Operation = z.infer<typeof operation>;

/**
 * The source of api.ts: a function for every operation that an app calls with an access token, and the types of what goes
 * in and comes out. What an operation takes is one object: its parameters, headers in camelCase, and `body`. Throws
 * TypeError for a document of another kind than /openapi.json.
 */
export async function clientSource(openapi: unknown): Promise<string> {
  const { paths, components } = document.parse(openapi);
  const called = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const found = item[method];
      return found && isForApps(found) ? [{ path, method, found }] : [];
    }),
  );
  const types = [...componentsOf(called, components.schemas)].sort().map((name) => {
    const type = typeOf(components.schemas[name]);
    // One object, and not several of which one is it.
    return type.startsWith('{') && type.indexOf('}') === type.length - 1
      ? `export interface ${name} ${type}`
      : `export type ${name} = ${type};`;
  });
  const functions = called.map(({ path, method, found }) => functionOf(path, method, found));
  const source = `/* Made by \`npm run client\` from /openapi.json. Change the contract there. */
import { ${imported(functions.join('\n'))} } from './call.ts';

${types.join('\n\n')}

/** What an app calls with an access token; each says which scope it needs. */
export function api(call: Caller) {
  return { ${functions.join('\n\n')} };
}

export type Api = ReturnType<typeof api>;
`;
  return format(source, { parser: 'typescript', printWidth: 110, singleQuote: true });
}

/** What is used of call.ts, and no more: an import that is not needed is refused by the checks of many an app. */
function imported(functions: string): string {
  const used = ['bytes', 'json', 'nothing', 'segment'].filter((name) =>
    new RegExp(`(read: |\\{)${name}\\b`).test(functions),
  );
  return ['type Answer', 'type Caller', ...used].join(', ');
}

/** Those behind an access token, whose body is no form. */
function isForApps({ security, requestBody }: Operation): boolean {
  const form = Object.keys(requestBody?.content ?? {}).some((type) => type.endsWith('form-urlencoded'));
  return !form && security.some((one) => 'oauth' in one);
}

function componentsOf(called: readonly unknown[], schemas: Readonly<Record<string, unknown>>): Set<string> {
  const needed = new Set<string>();
  const add = (value: unknown): void => {
    for (const name of namesIn(value)) {
      if (needed.has(name)) continue;
      needed.add(name);
      add(schemas[name] ?? {});
    }
  };
  for (const one of called) add(one);
  return needed;
}

function functionOf(path: string, method: string, told: Operation): string {
  const { operationId, summary, parameters } = told;
  const [bodyType, body] = Object.entries(told.requestBody?.content ?? {})[0] ?? [];
  const members = [
    ...parameters.map(({ name, in: place, required, schema }) => {
      // Digits in a query are a number to whoever writes them.
      const digits = place === 'query' && JSON.stringify(schema).includes('"pattern":"^\\\\d');
      const type = digits ? 'number' : typeOf(schema);
      return required ? `${camel(name)}: ${type};` : `${camel(name)}?: ${type} | undefined;`;
    }),
    ...(bodyType === undefined
      ? []
      : [`body: ${bodyType === BYTES ? 'Uint8Array' : typeOf(body?.schema ?? {})};`]),
  ];
  const needed = members.some((member) => !/^\w+\?/.test(member));
  const given = members.length === 0 ? '' : `given: { ${members.join(' ')} }${needed ? '' : ' = {}'}`;
  const [type, read] = answerOf(told);
  return `/** ${summary}. \`${method.toUpperCase()} ${path}\`, scope \`${scopeOf(told)}\`. */
${operationId}(${given}): Promise<Answer<${type}>> {
  return call({ method: '${method.toUpperCase()}', path: ${pathOf(path)}, ${carried(parameters, 'query')}
    ${carried(parameters, 'header')} ${bodyType === undefined ? '' : 'body: given.body,'} read: ${read} });
},`;
}

/** The type of what comes back when all went well, and the function of call.ts that reads it. */
function answerOf({ responses }: Operation): readonly [type: string, read: string] {
  const good = Object.entries(responses).find(([status]) => /^2\d\d$/.test(status))?.[1];
  const maybe = '304' in responses ? ' | undefined' : '';
  const [type, told] = Object.entries(good?.content ?? {})[0] ?? [];
  if (type === undefined) return ['undefined', 'nothing'];
  if (type === BYTES) return ['Uint8Array<ArrayBuffer>', 'bytes'];
  const name = typeOf(told?.schema ?? {}) + maybe;
  return [name, `json<${name}>`];
}

function scopeOf({ security }: Operation): string {
  return security.flatMap((one) => one.oauth ?? []).join(' ');
}

/** Of a template, each parameter percent-encoded. */
function pathOf(path: string): string {
  return path.includes('{') ? `\`${path.replace(/\{(\w+)\}/g, '${segment(given.$1)}')}\`` : `'${path}'`;
}

function carried(parameters: Operation['parameters'], place: 'query' | 'header'): string {
  const members = parameters
    .filter((one) => one.in === place)
    .map(({ name }) => `'${name}': given.${camel(name)}`);
  return members.length === 0 ? '' : `${place === 'query' ? 'query' : 'headers'}: { ${members.join(', ')} },`;
}

/** `ifMatch` of `If-Match`; what has no dash stays as it is. */
function camel(name: string): string {
  if (!name.includes('-')) return name === 'DPoP' ? 'dpop' : name;
  return name.toLowerCase().replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

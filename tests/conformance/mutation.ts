import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';

/** A call as a module makes it. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** One way to be a worse server. What is `undefined` is left as it is. */
export interface Mutation {
  readonly name: string;
  /** Modules whose promise it breaks, by their names; all of them when it is absent. */
  readonly only?: RegExp;
  /** What the server hears instead. */
  readonly asked?: (call: Call) => Partial<Call> | undefined;
  /** What the module is told instead. */
  readonly answered?: (call: Call, answer: Answer) => Partial<Answer> | undefined;
}

export type Asked = NonNullable<Mutation['asked']>;
export type Answered = NonNullable<Mutation['answered']>;
export type Json = Readonly<Record<string, unknown>>;

/** Changes the JSON of good answers at these paths. */
export function json(path: RegExp, change: (body: Json) => Json): Answered {
  return ({ url }, { status: code, headers, body }) => {
    const isJson = (headers.get('Content-Type') ?? '').includes('json');
    if (!path.test(url.pathname) || code >= 300 || !isJson) return undefined;
    const changed = JSON.stringify(change(JSON.parse(body)));
    return changed === JSON.stringify(JSON.parse(body)) ? undefined : { body: changed };
  };
}

/** A refusal becomes a success, or the other way round, with this body. */
export function turned(path: RegExp, from: readonly number[], to: number, body: Json): Answered {
  return ({ url }, { status: code }) =>
    path.test(url.pathname) && from.includes(code)
      ? {
          status: to,
          headers: new Headers({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }),
          body: JSON.stringify(body),
        }
      : undefined;
}

/** What a call asks for, wherever it says so: its query, its form, or the request object in either. */
export function asking({ url, headers, body = '' }: Call): Json {
  const isForm = (headers.get('Content-Type') ?? '').includes('x-www-form-urlencoded');
  const all = Object.fromEntries([...url.searchParams, ...(isForm ? new URLSearchParams(body) : [])]);
  return all.request?.split('.').length === 3 ? { ...all, ...decodeJwt(all.request) } : all;
}

/** Refuses such calls, with nothing to say. */
export function refused(such: (call: Call) => boolean): Answered {
  return (call, { status }) =>
    status < 400 && such(call) ? { status: 400, headers: new Headers(), body: '' } : undefined;
}

/** Changes where a browser is sent. */
export function location(pattern: RegExp, replacement: string): Answered {
  return (_call, { headers }) => {
    const target = headers.get('Location');
    if (target === null || !pattern.test(target)) return undefined;
    const changed = new Headers(headers);
    changed.set('Location', target.replace(pattern, replacement));
    return { headers: changed };
  };
}

/** The browser is sent there instead. */
export function sentTo(address: string, headers: Headers): Partial<Answer> {
  const changed = new Headers(headers);
  changed.set('Location', address);
  return { status: 303, headers: changed };
}

export function cut(value: unknown, characters: number): unknown {
  return typeof value === 'string' ? value.slice(0, characters) : value;
}

/** Changes the text of our pages. */
export function html(pattern: RegExp, replacement: string): Answered {
  return (_call, { headers, body }) => {
    const isPage = (headers.get('Content-Type') ?? '').includes('html');
    return isPage && pattern.test(body) ? { body: body.replace(pattern, replacement) } : undefined;
  };
}

/** Parameters of the query or of the form that the server does not hear. */
export function unheard(path: RegExp, names: readonly string[]): Asked {
  return parameters(path, (found) => {
    for (const name of names) found.delete(name);
  });
}

/** The same for parameters that it hears differently. */
export function misheard(path: RegExp, changes: Readonly<Record<string, string>>): Asked {
  return parameters(path, (found) => {
    for (const [name, value] of Object.entries(changes)) if (found.has(name)) found.set(name, value);
  });
}

function parameters(path: RegExp, change: (found: URLSearchParams) => void): Asked {
  const changed = (text: string) => {
    const found = new URLSearchParams(text);
    const before = String(found);
    change(found);
    return String(found) === before ? undefined : String(found);
  };
  return ({ url, headers, body }) => {
    if (!path.test(url.pathname)) return undefined;
    const query = changed(url.search);
    if (query !== undefined) return { url: new URL(`?${query}`, url) };
    const isForm = (headers.get('Content-Type') ?? '').includes('x-www-form-urlencoded');
    const form = body !== undefined && isForm ? changed(body) : undefined;
    return form === undefined ? undefined : { body: form };
  };
}

/** A member of a JSON body that the server does not hear. */
export function unsaid(path: RegExp, name: string): Asked {
  return ({ url, body = '' }) => {
    if (!path.test(url.pathname) || !body.startsWith('{')) return undefined;
    const { [name]: said, ...rest }: Json = JSON.parse(body);
    return said === undefined ? undefined : { body: JSON.stringify(rest) };
  };
}

export function withoutHeader(path: RegExp, name: string): Asked {
  return ({ url, headers }) => {
    if (!path.test(url.pathname) || !headers.has(name)) return undefined;
    const changed = new Headers(headers);
    changed.delete(name);
    return { headers: changed };
  };
}

/** A key that a mutation signs with: it is published as if it were one of the server's. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = createPublicKey(privateKey).export({ format: 'jwk' });
const publish = json(/\/jwks$/, ({ keys }) => ({
  keys: [...(Array.isArray(keys) ? keys : []), { ...published, kid: 'mutation', use: 'sig' }],
}));

interface Jwt {
  readonly header: Json;
  readonly claims: Json;
}

/** The JWT that a worse server would have signed; `none` as its algorithm leaves the signature out. */
export function resigned(token: string, change: (jwt: Jwt) => Partial<Jwt>): string {
  const signedBy = decodeProtectedHeader(token).alg === 'RS256' ? 'RS256' : 'PS256';
  const made: Jwt = {
    header: { ...decodeProtectedHeader(token), alg: signedBy, kid: 'mutation' },
    claims: decodeJwt(token),
  };
  const { header, claims } = { ...made, ...change(made) };
  const input = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  if (header.alg === 'none') return `${input}.`;
  const padding = header.alg === 'PS256' ? { padding: 6, saltLength: 32 } : { padding: 1 };
  return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, ...padding }).toString('base64url')}`;
}

/** A server whose ID tokens differ. */
export function idToken(change: (jwt: Jwt) => Partial<Jwt>): Answered {
  const told = json(/\/token$/, (answer) =>
    typeof answer.id_token === 'string' && changes(answer.id_token, change)
      ? { ...answer, id_token: resigned(answer.id_token, change) }
      : answer,
  );
  return (call, answer) => told(call, answer) ?? publish(call, answer);
}

/** A server whose authorization responses say something else, in the query or in a JWT (JARM). */
export function response(change: (fields: Json) => Json): Answered {
  return (call, answer) => {
    const url = URL.parse(answer.headers.get('Location') ?? '');
    const inside = url?.searchParams.get('response');
    if (url === null || !['response', 'code', 'error'].some((name) => url.searchParams.has(name)))
      return publish(call, answer);
    const fields = inside ? decodeJwt(inside) : Object.fromEntries(url.searchParams);
    const changed = change(fields);
    if (JSON.stringify(changed) === JSON.stringify(fields)) return undefined;
    if (inside)
      url.searchParams.set(
        'response',
        resigned(inside, () => ({ claims: changed })),
      );
    else url.search = String(new URLSearchParams(changed as Record<string, string>));
    return sentTo(url.href, answer.headers);
  };
}

function changes(token: string, change: (jwt: Jwt) => Partial<Jwt>): boolean {
  const before = { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  return JSON.stringify({ ...before, ...change(before) }) !== JSON.stringify(before);
}

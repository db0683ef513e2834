/** One request to the API of a server, as api.ts puts it. */
export interface Call<Data> {
  readonly method: string;
  /** With its parameters filled in. */
  readonly path: string;
  readonly query?: Values;
  readonly headers?: Values;
  /** Bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly read: (answer: Response) => Promise<Data>;
}

type Values = Readonly<Record<string, string | number | undefined>>;

export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  /** What is to be sent as `ifMatch` or `ifNoneMatch` later. */
  readonly etag: string | undefined;
  readonly data: Data;
}

export type Caller = <Data>(call: Call<Data>) => Promise<Answer<Data>>;

export interface Server {
  readonly issuer: string;
  /**
   * The headers that show who calls: `Authorization`, and for a token that is bound to a key `DPoP`, with a proof for this
   * method and address. Absent where `fetch` adds them.
   */
  readonly authorize?: (method: string, url: string) => Headings | Promise<Headings>;
  /** Another one than that of the machine. */
  readonly fetch?: typeof globalThis.fetch;
}

type Headings = Readonly<Record<string, string>>;

/** A refusal of the server (RFC 6749 §5.2). */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly status: number;
  /** `invalid_token`, `insufficient_scope`, …; `server_error` when the answer has none. */
  readonly code: string;
  readonly headers: Headers;

  constructor(status: number, headers: Headers, { error, error_description: description }: Told) {
    super(typeof description === 'string' ? description : `the server answered ${status}`);
    this.status = status;
    this.code = typeof error === 'string' ? error : 'server_error';
    this.headers = headers;
  }
}

interface Told {
  readonly error?: unknown;
  readonly error_description?: unknown;
}

/** Calls that server; a redirect is never followed, so that a token goes to no other address. Throws CallRefused. */
export function caller({ issuer, authorize = () => ({}), fetch = globalThis.fetch }: Server): Caller {
  return async ({ method, path, query = {}, headers = {}, body, read }) => {
    const url = new URL(path, issuer);
    url.search = new URLSearchParams(textsOf(query)).toString();
    const sent = new Headers({
      ...textsOf(headers),
      ...(await authorize(method, url.href.split('?')[0] ?? '')),
    });
    const raw = body instanceof Uint8Array;
    if (body !== undefined) sent.set('Content-Type', raw ? 'application/octet-stream' : 'application/json');
    const answer = await fetch(url, {
      ...{ method, headers: sent, redirect: 'error' as const, credentials: 'omit' as const },
      ...(body !== undefined && { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!answer.ok && answer.status !== 304)
      throw new CallRefused(answer.status, answer.headers, await refusalOf(answer));
    const etag = answer.headers.get('ETag') ?? undefined;
    return { status: answer.status, headers: answer.headers, etag, data: await read(answer) };
  };
}

function textsOf(values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

async function refusalOf(answer: Response): Promise<Told> {
  try {
    return await json<Told>(answer);
  } catch {
    // A proxy in between answers in its own words.
    return {};
  }
}

/**
 * One part of a path. Percent-encoding leaves dots as they are, and an address drops them: `items/..` would be another
 * resource, which somebody may be about to delete. Throws RangeError for those, and for nothing at all.
 */
export function segment(text: string): string {
  if (['', '.', '..'].includes(text)) throw new RangeError('an id must not be empty, nor dots alone');
  return encodeURIComponent(text);
}

/** What the schemas of the server say that it is; undefined where there is no body. Throws SyntaxError. */
export async function json<Data>(answer: Response): Promise<Data> {
  const text = await answer.text();
  const [data] = JSON.parse(`[${text}]`);
  return data;
}

/** None for an answer 304: `status` says so. */
export async function bytes(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await answer.arrayBuffer());
}

export async function nothing(answer: Response): Promise<undefined> {
  await answer.body?.cancel();
}

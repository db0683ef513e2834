import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { limits } from '../platform/limits.ts';
import { type Parameters, parseParameters } from './form.ts';
import { RequestRefused } from './request-refused.ts';

/** A body that has not arrived by then never will (slowloris); the server's requestTimeout stands behind it. */
const DEADLINE_MS = 8_000;

const FORM = /^application\/x-www-form-urlencoded *(?:; *charset="?utf-8"? *)?$/i;
const JSON_TYPE = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

/** Reads a form body. Throws RequestRefused; broken UTF-8 comes out as `malformed`, so that the route can word it. */
export async function readForm(request: IncomingMessage, deadlineMs = DEADLINE_MS): Promise<Parameters> {
  const bytes = await readBytes(request, FORM, deadlineMs);
  const text = decode(bytes);
  if (text === undefined) return { values: Object.create(null), repeated: new Set(), malformed: true };
  return parseParameters(text);
}

/** Reads a JSON body as text. Throws RequestRefused. */
export async function readJsonText(request: IncomingMessage, deadlineMs = DEADLINE_MS): Promise<string> {
  const text = decode(await readBytes(request, JSON_TYPE, deadlineMs));
  if (text === undefined) throw new RequestRefused('malformed_body');
  return text;
}

/** True when the request announces a body at all. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function readBytes(request: IncomingMessage, type: RegExp, deadlineMs: number): Promise<Buffer> {
  const [contentType = '', ...more] = request.headersDistinct['content-type'] ?? [];
  if (more.length > 0 || contentType.length > 200 || !type.test(contentType)) {
    throw new RequestRefused('wrong_content_type');
  }
  // A gzip bomb is never unpacked, because nothing is.
  if (request.headers['content-encoding'] !== undefined) throw new RequestRefused('encoded_body');

  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new RequestRefused('body_too_slow', { Connection: 'close' })),
    deadlineMs,
  );
  try {
    const length = request.headers['content-length'] ?? null;
    return await Promise.race([getRawBody(request, { length, limit: limits.bodyBytes }), late]);
  } catch (error) {
    throw refusal(error);
  } finally {
    clearTimeout(timer);
  }
}

/** What raw-body tells by `type` is the caller's doing; the connection is not kept, since the rest was not read. */
function refusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('type' in error)) return error;
  const reason = error.type === 'entity.too.large' ? 'body_too_large' : 'malformed_body';
  return new RequestRefused(reason, { Connection: 'close' });
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

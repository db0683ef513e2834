import type { IncomingMessage } from 'node:http';
import { limits } from '../platform/limits.ts';
import { type Parameters, parseParameters } from './form.ts';
import { RequestRefused } from './request-refused.ts';

/** A body that has not arrived by then never will (slowloris); the server's requestTimeout stands behind it. */
const DEADLINE_MS = 8_000;

const FORM = /^application\/x-www-form-urlencoded *(?:; *charset="?utf-8"? *)?$/i;
const BYTES_TYPE = /^application\/octet-stream *$/i;
const JSON_TYPE = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;

/** Reads a form body. Throws RequestRefused; broken UTF-8 comes out as `malformed`, so that the route can word it. */
export async function readForm(request: IncomingMessage, deadlineMs = DEADLINE_MS): Promise<Parameters> {
  const bytes = await readBody(request, FORM, deadlineMs);
  const text = decode(bytes);
  if (text === undefined) {
    return { values: Object.create(null), all: Object.create(null), repeated: new Set(), malformed: true };
  }
  return parseParameters(text);
}

/** Reads a JSON body as text. Throws RequestRefused. */
export async function readJsonText(
  request: IncomingMessage,
  deadlineMs = DEADLINE_MS,
  bytesMax: number = limits.bodyBytes,
): Promise<string> {
  const text = decode(await readBody(request, JSON_TYPE, deadlineMs, bytesMax));
  if (text === undefined) throw new RequestRefused('malformed_body');
  return text;
}

/** Reads a body of any bytes, whatever they are. Throws RequestRefused. */
export function readBytes(
  request: IncomingMessage,
  bytesMax: number,
  deadlineMs = DEADLINE_MS,
): Promise<Buffer> {
  return readBody(request, BYTES_TYPE, deadlineMs, bytesMax);
}

/** True when the request announces a body at all. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function readBody(
  request: IncomingMessage,
  type: RegExp,
  deadlineMs: number,
  bytesMax: number = limits.bodyBytes,
): Promise<Buffer> {
  const [contentType = '', ...more] = request.headersDistinct['content-type'] ?? [];
  if (more.length > 0 || contentType.length > 200 || !type.test(contentType)) {
    throw new RequestRefused('wrong_content_type');
  }
  // A gzip bomb is never unpacked, because nothing is.
  if (request.headers['content-encoding'] !== undefined) throw new RequestRefused('encoded_body');

  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw refused('body_too_large');
  return collect(request, deadlineMs, bytesMax);
}

/**
 * The bytes of a body, or a refusal when it is too long, too slow or breaks off. Own lines for what raw-body does: a
 * race of promises and its listeners cost a tenth of a token request.
 */
function collect(request: IncomingMessage, deadlineMs: number, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (reason: 'body_too_large' | 'body_too_slow' | 'malformed_body') => {
      clearTimeout(timer);
      request.removeAllListeners('data').pause();
      reject(refused(reason));
    };
    const timer = setTimeout(() => stop('body_too_slow'), deadlineMs);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytesMax) stop('body_too_large');
      else chunks.push(chunk);
    });
    request.once('end', () => {
      clearTimeout(timer);
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    });
    request.once('error', () => stop('malformed_body'));
    request.once('close', () => {
      if (!request.complete) stop('malformed_body');
    });
  });
}

/** The connection is not kept, since the rest of the body was not read. */
function refused(reason: 'body_too_large' | 'body_too_slow' | 'malformed_body'): RequestRefused {
  return new RequestRefused(reason, { Connection: 'close' });
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer): string | undefined {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return undefined;
  }
}

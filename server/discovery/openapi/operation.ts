import type { z } from 'zod';

/** What /openapi.json groups operations by; the order is that of the document. */
export const tags = {
  OAuth: 'What clients call: OAuth 2.1 and OpenID Connect.',
  Registration: 'Clients that register themselves (RFC 7591, RFC 7592).',
  Records: 'What apps keep for somebody, sealed by the server.',
  Vault: 'What apps keep end-to-end encrypted: ciphertext in, ciphertext out.',
  Discovery: 'Public documents.',
  Health: 'For proxies and operators.',
  FedCM: 'What a browser asks by itself.',
  Pages: 'What people see. HTML, for browsers alone.',
  Interaction: 'Calls of our own pages within a trip. For nobody else: they are refused from other origins.',
  Account: 'Calls of our own pages about an account. For nobody else.',
  Development: 'In development only.',
} as const;

export type Tag = keyof typeof tags;

export const methods = ['get', 'post', 'put', 'delete'] as const;
export type Method = (typeof methods)[number];

/** The shape a refusal takes (http/answer-error.ts). */
export type Refusal = 'oauth' | 'bearer' | 'problem' | 'page';

export type RequestHeader = 'If-Match' | 'If-None-Match' | 'Idempotency-Key' | 'Envelope-Version' | 'DPoP';
export type AnswerHeader = 'ETag' | 'Location' | 'Cache-Control' | 'Envelope-Version';

/** A body, there or back: JSON and forms have a schema, other types are bytes or text. */
export interface Content {
  readonly type: string;
  readonly schema?: z.ZodType;
}

export interface Answer {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: readonly AnswerHeader[];
}

/** One method of one path, in words that are ours; document.ts puts it into those of OpenAPI. */
export interface Operation {
  readonly method: Method;
  /** As the router knows it: `/records/:id`. */
  readonly path: string;
  /** `operationId`: generated clients name their functions by it, so it stays what it is. */
  readonly id: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** Alternatives, by the names in security-schemes.ts, each with its scopes; absent: anybody. */
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly query?: z.ZodObject;
  readonly headers?: readonly RequestHeader[];
  readonly body?: Content;
  readonly answers: Readonly<Record<number, Answer>>;
  readonly refusal: Refusal;
}

/** `GET /records/:id`: by what the router and the document are compared. */
export function nameOf({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method.toUpperCase()} ${path}`;
}

/** `interactionLoginStart` of `/interaction/:id/login/start`: the words of a path, without its parameters. */
export function idOfPath(path: string): string {
  const words = path.split(/[^A-Za-z0-9:]+/).filter((word) => word !== '' && !word.startsWith(':'));
  return words.map((word, at) => (at === 0 ? word : capital(word))).join('');
}

/** The same with its first letter large. */
export function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

import { setTimeout as wait } from 'node:timers/promises';
import type { TransitConfig } from '../../config/config.ts';
import { type ConfiguredHost, configuredHost } from '../../http/configured-call.ts';
import { newBytes } from '../../platform/random.ts';
import type { Secret } from '../../platform/secret.ts';
import { NoAnswer } from './circuit.ts';

const TRIES_MAX = 4;
/** Before the second try; twice that before the third, and so on, each time anything from half of it to all of it. */
const PAUSE_MILLISECONDS = 100;
const PAUSE_MILLISECONDS_MAX = 2_000;
/** As much as such a server takes in by itself. */
const ANSWER_BYTES_MAX = 32 * 1024 * 1024;
/** A replica that lags behind, standbys and too many calls, besides everything from 500 on. */
const TRANSIENT = [412, 429, 472, 473];

export interface TransitRequest {
  readonly method: 'GET' | 'POST';
  /** Below /v1/. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly token?: Secret;
  /** 1 for what must not be done twice. */
  readonly tries?: number;
}

export interface TransitAnswer {
  readonly status: number;
  /** Undefined when it is no JSON. */
  readonly body: unknown;
}

/** Waits so long, or until the signal; tests bring their own. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<unknown>;

/** Calls of the HTTP API, version 1. */
export interface TransitCalls {
  /**
   * The answer, whatever it says of the request. Connection errors, 429 and 5xx (a sealed server says 503) are tried
   * again, with growing pauses and within the time of the act. Throws NoAnswer, which holds neither request nor answer.
   */
  send(request: TransitRequest, signal: AbortSignal): Promise<TransitAnswer>;
  close(): void;
}

/** Throws TlsUnusable for a file of authorities that holds none. */
export function transitCalls(
  config: TransitConfig,
  pause: Pause = (milliseconds, signal) => wait(milliseconds, undefined, { signal, ref: false }),
): TransitCalls {
  const { caFile, namespace } = config;
  const host = configuredHost({
    url: config.url,
    authorities: caFile === undefined ? undefined : { file: caFile, setting: 'TACET_TRANSIT_CA_FILE' },
  });
  return {
    async send(request, signal) {
      const tries = request.tries ?? TRIES_MAX;
      let failure: unknown;
      for (let attempt = 1; attempt <= tries && !signal.aborted; attempt += 1) {
        const answer = await once(host, namespace, request, signal).catch((error: unknown) => {
          failure = error;
        });
        if (answer !== undefined && !isTransient(answer.status)) return settled(answer);
        if (answer !== undefined) failure = new Error(`it answered ${answer.status}`);
        if (attempt < tries) await pause(pauseBefore(attempt, answer), signal).catch(() => undefined);
      }
      throw new NoAnswer(`the transit server does not answer${reason(failure)}`, { cause: failure });
    },
    close: () => host.close(),
  };
}

type Told = TransitAnswer & { readonly retryAfterSeconds: number };

async function once(
  host: ConfiguredHost,
  namespace: string | undefined,
  { method, path, body, token }: TransitRequest,
  signal: AbortSignal,
): Promise<Told> {
  const answer = await host.call({
    method,
    path: `/v1/${path}`,
    headers: {
      // An agent in between asks for it: no page in a browser can send that header elsewhere.
      'X-Vault-Request': 'true',
      ...(namespace !== undefined && { 'X-Vault-Namespace': namespace }),
      ...(token !== undefined && { 'X-Vault-Token': token.reveal() }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    bytesMax: ANSWER_BYTES_MAX,
    signal,
  });
  const { status, headers } = answer;
  const asked = /^\d{1,4}$/.exec(headers['retry-after'] ?? '')?.[0];
  return { status, body: parsed(answer.body), retryAfterSeconds: Number(asked ?? 0) };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isTransient(status: number): boolean {
  return status >= 500 || TRANSIENT.includes(status);
}

/** A standby that does not pass requests on answers with the address of the active node: ours is for us to know. */
function settled({ status, body }: Told): TransitAnswer {
  if (status >= 300 && status < 400)
    throw new NoAnswer(
      `the transit server answered ${status}: point TACET_TRANSIT_URL at the node that is active`,
    );
  return { status, body };
}

function pauseBefore(attempt: number, answer: Told | void): number {
  const whole = PAUSE_MILLISECONDS * 2 ** (attempt - 1);
  const [chance = 0] = newBytes(1);
  const asked = (answer?.retryAfterSeconds ?? 0) * 1_000;
  return Math.min(Math.max(whole * (0.5 + chance / 512), asked), PAUSE_MILLISECONDS_MAX);
}

/** The code of the connection, or the status: short constants, and no text of theirs. */
function reason(failure: unknown): string {
  if (!(failure instanceof Error)) return '';
  if ('code' in failure && typeof failure.code === 'string') return ` (${failure.code})`;
  return /^it answered \d{3}$/.test(failure.message) ? `: ${failure.message}` : '';
}

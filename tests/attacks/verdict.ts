import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pageData } from '../../contract/page.ts';
import { problem } from '../../contract/problem.ts';
import { anything, type Recipe } from './anything.ts';
import type { Wire, WireAnswer, WireRequest } from './wire.ts';

/** DOD-N11: requests to each endpoint, unless it says otherwise. */
const REQUESTS = 1_000;
const ABREAST = 10;
const INSIDE_MIN = 60;
const SLOW_MILLISECONDS = 1_000;

const PLAIN = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/;
const INSIDES =
  /\n\s+at |node:internal|node_modules|\.ts:\d|ZodError|TypeError|SyntaxError|SQLSTATE|duplicate key|relation "|Redis/;
const PAGE_DATA = /<script type="application\/json" id="page-data">([\s\S]*?)<\/script>/;

/** In which language an endpoint answers, and which refusals it knows. */
export type Manner =
  /** `octets`: what it answers with may be bytes that somebody kept. */
  | { readonly shape: 'oauth'; readonly errors: readonly string[]; readonly octets?: boolean }
  | { readonly shape: 'problem'; readonly problems: readonly string[] }
  /** `elsewhere` is where it may send a browser, besides our own pages. */
  | { readonly shape: 'page'; readonly elsewhere?: string; readonly errors?: readonly string[] }
  | { readonly shape: 'document' };

export interface Drive {
  readonly recipe: Recipe;
  readonly methods: readonly string[];
  readonly manner: Manner;
  /** Another route answers GET at the same address, with a page. */
  readonly pageBeside?: boolean;
  readonly requests?: number;
}

/**
 * Sends generated requests, some at a time, and judges every answer. Throws with the request that was answered badly, and the seed that made it.
 */
export async function drive(
  wire: Wire,
  issuer: string,
  { recipe, methods, manner, pageBeside = false, requests: numRuns = REQUESTS }: Drive,
): Promise<void> {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const requests = fc.sample(anything(recipe), { numRuns, seed });
  const statuses = new Map<number, number>();
  const one = async (sent: WireRequest) => {
    const answer = await wire.send(sent);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    try {
      judge(answer, sent.method ?? 'GET', { issuer, methods, manner, pageBeside });
      // Once may be the machine's fault, or the neighbour's.
      if (answer.milliseconds > SLOW_MILLISECONDS) assertQuick(await wire.send(sent));
    } catch (error) {
      const told = `${answer.status} ${JSON.stringify(answer.text.slice(0, 400))}`;
      throw new Error(`seed ${seed}: ${shown(sent)}\n-> ${told}`, { cause: error });
    }
  };
  for (let index = 0; index < requests.length; index += ABREAST) {
    await Promise.all(requests.slice(index, index + ABREAST).map(one));
  }
  // Otherwise nothing got past the door, and the rooms behind it were never tried.
  const inside = [200, 201, 303].reduce((sum, status) => sum + (statuses.get(status) ?? 0), 0);
  assert.ok(
    inside >= (recipe.insideMin ?? INSIDE_MIN),
    `only ${inside} requests of ${numRuns} were good ones`,
  );
}

function assertQuick({ milliseconds }: WireAnswer): void {
  assert.ok(milliseconds < SLOW_MILLISECONDS, `took ${milliseconds} ms, twice`);
}

type Terms = Required<Omit<Drive, 'recipe' | 'requests'>> & { readonly issuer: string };

function judge(answer: WireAnswer, method: string, { issuer, methods, manner, pageBeside }: Terms): void {
  const { status, text, headers } = answer;
  assert.ok(status >= 200 && status < 500, `status ${status}`);
  assert.doesNotMatch(text, INSIDES);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  if (method === 'HEAD') return assert.equal(text, '');
  // Refused before any route was asked: a browser gets a page, everybody else JSON.
  if (status === 414) return;
  if (pageBeside && method === 'GET') return judgePage(answer, issuer, { shape: 'page' });
  if (!methods.includes(method)) {
    // OPTIONS is a preflight, or nothing.
    assert.ok(
      status === 405 || status === 404 || status === 413 || (method === 'OPTIONS' && status === 204),
      `${status}`,
    );
    return;
  }
  if (manner.shape === 'oauth') return judgeOAuth(answer, manner);
  if (manner.shape === 'problem') return judgeProblem(answer, manner.problems);
  if (manner.shape === 'page') return judgePage(answer, issuer, manner);
  if (status === 304 || status === 303) return;
  assert.match(headers['content-type'] ?? '', /^(application\/json|text\/html)/);
}

function judgeOAuth(
  { status, text, headers }: WireAnswer,
  { errors, octets = false }: Extract<Manner, { shape: 'oauth' }>,
): void {
  if (status === 204 || status === 304) return assert.equal(text, '');
  if (octets && status === 200 && headers['content-type'] === 'application/octet-stream') return;
  assert.match(headers['content-type'] ?? '', /^application\/json/);
  assert.equal(headers['cache-control'], 'no-store');
  const body = JSON.parse(text);
  if (status === 200 || status === 201) return;
  assert.ok(errors.includes(body.error), `error ${body.error}`);
  assert.match(body.error_description, PLAIN);
  assert.deepEqual(Object.keys(body).sort(), ['error', 'error_description', 'error_uri']);
}

function judgeProblem({ status, text, headers }: WireAnswer, problems: readonly string[]): void {
  assert.equal(headers['cache-control'], 'no-store');
  if (status === 200) return assert.match(headers['content-type'] ?? '', /^application\/json/);
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
  const said = problem.parse(JSON.parse(text));
  assert.ok(problems.includes(said.problem), `problem ${said.problem}`);
}

function judgePage(
  { status, text, headers }: WireAnswer,
  issuer: string,
  { elsewhere, errors = [] }: Extract<Manner, { shape: 'page' }>,
): void {
  assert.equal(headers['cache-control'], 'no-store');
  const { location } = headers;
  if (location !== undefined) {
    assert.equal(status, 303);
    if (location.startsWith(`${issuer}/`)) return;
    assert.ok(elsewhere !== undefined && location.startsWith(elsewhere), location);
    const error = new URL(location).searchParams.get('error');
    return assert.ok(error === null || errors.includes(error), `error ${error}`);
  }
  assert.match(headers['content-type'] ?? '', /^text\/html/);
  const [, data] = PAGE_DATA.exec(text) ?? [];
  // The one page without data is the form that posts itself to the client.
  if (data === undefined) assert.match(text, /<form method="post" action="https:\/\/app\.example\//);
  else pageData.parse(JSON.parse(data));
}

/** The request, without a character that a terminal would stumble over. */
function shown({ method = 'GET', path, headers, body }: WireRequest): string {
  const parts = [path, headers, String(body ?? '')];
  return `${method} ${parts.map((part) => JSON.stringify(part).slice(0, 600)).join(' ')}`;
}

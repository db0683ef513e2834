import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type Carrier, carriersOf, type Scene } from './carriers.ts';
import { mountedRoutes } from './endpoints.ts';
import { openHolder } from './holder.ts';
import { moreArtefacts } from './more-artefacts.ts';
import { OPENS, SPENDS } from './openings.ts';
import type { WireAnswer } from './wire.ts';

const EVERYTHING = {
  TACET_DYNAMIC_REGISTRATION: 'token',
  TACET_SESSION_MANAGEMENT: 'on',
  TACET_FEDCM: 'on',
};
const ABREAST = 16;

const holder = await openHolder(EVERYTHING);
const more = await moreArtefacts(holder);
const artefacts: Readonly<Record<string, string>> = { ...holder.artefacts, ...more.artefacts };
const scene: Scene = {
  ...holder,
  ids: {
    '/interaction': holder.trip.id,
    '/ciba': more.artefacts['link of an app'],
    '/register': more.registered,
  },
};
const routes = mountedRoutes(holder.at.server);

/**
 * The matrix is made of what is there: every route that is mounted, every way to bring something to it, every kind of
 * artefact. Somewhere it does not belong, a living artefact is answered as one that somebody made up; where it is answered
 * otherwise is exactly what openings.ts lists.
 */
describe('AC-09 every kind of artefact, brought to every endpoint in every way', () => {
  after(() => holder.at.stop());

  it('knows where each one opens something', () => {
    for (const place of Object.keys({ ...OPENS, ...SPENDS })) {
      const [route = '', carrier] = place.split(' | ');
      assert.ok(routes.includes(route), route);
      assert.ok(
        carriersOf(route, scene).some(({ name }) => name === carrier),
        place,
      );
    }
    for (const kind of Object.keys(artefacts)) {
      const opening = Object.values({ ...OPENS, ...SPENDS }).some((kinds) => kinds.includes(kind));
      assert.equal(opening, !ELSEWHERE.has(kind), kind);
    }
  });

  for (const route of routes) {
    it(route, async () => {
      const opened: Record<string, string[]> = {};
      const cells = carriersOf(route, scene).flatMap((carrier) =>
        Object.entries(artefacts).map(([kind, artefact]) => ({ carrier, kind, artefact })),
      );
      const harmless = cells.filter(
        ({ carrier, kind }) => !SPENDS[`${route} | ${carrier.name}`]?.includes(kind),
      );
      for (let from = 0; from < harmless.length; from += ABREAST) {
        const some = harmless.slice(from, from + ABREAST);
        const recognized = await Promise.all(some.map(({ carrier, artefact }) => differs(carrier, artefact)));
        for (const [index, { carrier, kind }] of some.entries())
          if (recognized[index]) (opened[`${route} | ${carrier.name}`] ??= []).push(kind);
      }
      const expected = Object.entries(OPENS).filter(([place]) => place.startsWith(`${route} | `));
      assert.deepEqual(sorted(opened), sorted(Object.fromEntries(expected)));
    });
  }
});

/** What the calls of our pages take in a whole conversation only: kinds.test.ts brings everything else to those. */
const ELSEWHERE = new Set([
  ...[
    'device mark',
    'login attempt id',
    'watch cookie',
    'ceremony id',
    'choice attempt id',
    'remembered mark',
  ],
]);

async function differs({ carry }: Carrier, artefact: string): Promise<boolean> {
  const made = await holder.at.wire.send(carry(bent(artefact)));
  return gist(made) !== gist(await holder.at.wire.send(carry(artefact)));
}

/** The same to look at, and nobody's. */
function bent(artefact: string): string {
  const at = Math.max(artefact.length - 6, 0);
  return artefact.slice(0, at) + (artefact[at] === 'B' ? 'C' : 'B') + artefact.slice(at + 1);
}

/** What an answer tells, without what is new in every one. */
function gist({ status, text, headers }: WireAnswer): string {
  // Five codes that nobody has end the guessing, whatever else they are (DV-01).
  if (text.includes('"user_code_unknown"') || status === 429) return 'no such code';
  const { error, problem, active } = text.startsWith('{') ? JSON.parse(text) : {};
  const view = /"view":"([^"]+)"/.exec(text)?.[1];
  const to = URL.parse(headers.location ?? '');
  const place = to?.pathname.replace(/_[\w-]+/, '_');
  const sent = [place, to?.searchParams.get('error'), to?.searchParams.has('code')];
  return JSON.stringify({ status, error, problem, active, view, sent });
}

function sorted(opened: Readonly<Record<string, readonly string[]>>) {
  return Object.fromEntries(Object.entries(opened).map(([place, kinds]) => [place, kinds.toSorted()]));
}

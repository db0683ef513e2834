import type { Arena } from './measure.ts';
import type { Lane } from './subject.ts';

/** A path to be measured; `prepare` runs before the clock starts and gives one act for each request. */
export interface Path {
  readonly name: string;
  readonly lanes: number;
  readonly perLane: number;
  readonly acts: (
    arena: Arena,
    lane: Lane,
    index: number,
    count: number,
  ) => Promise<readonly (() => Promise<void>)[]>;
}

const repeat = (count: number, act: () => Promise<void>) => Array.from({ length: count }, () => act);

export const PATHS: readonly Path[] = [
  {
    name: 'discovery',
    lanes: 16,
    perLane: 400,
    acts: async ({ driver, send }, _lane, _index, count) =>
      repeat(count, () => send({ method: 'GET', path: driver.discoveryPath }).then(ok)),
  },
  {
    name: 'page shell (authorize + sign-in page)',
    lanes: 16,
    perLane: 60,
    acts: async ({ driver: { page }, send }, _lane, _index, count) =>
      page === undefined ? [] : repeat(count, () => page(send)),
  },
  {
    name: 'login (ours: OPAQUE start + finish; peer: no password)',
    lanes: 8,
    perLane: 30,
    acts: async ({ driver: { prepareLogin }, send }, _lane, index, count) =>
      prepareLogin === undefined ? [] : inTurn(count, () => prepareLogin(send, index)),
  },
  {
    name: 'code exchange',
    lanes: 16,
    perLane: 60,
    acts: ({ driver, send }, lane, _index, count) =>
      inTurn(count, async () => {
        const code = await driver.code(send, lane);
        return () => driver.exchange(send, code);
      }),
  },
  {
    name: 'refresh with rotation',
    lanes: 16,
    perLane: 100,
    acts: async ({ driver, send }, lane, _index, count) => repeat(count, () => driver.refresh(send, lane)),
  },
  {
    name: 'userinfo',
    lanes: 16,
    perLane: 150,
    acts: async ({ driver, send }, lane, _index, count) => repeat(count, () => driver.userinfo(send, lane)),
  },
  {
    name: 'introspection of opaque tokens',
    lanes: 16,
    perLane: 150,
    acts: async ({ driver: { introspectOpaque }, send }, lane, _index, count) =>
      introspectOpaque === undefined ? [] : repeat(count, () => introspectOpaque(send, lane)),
  },
  {
    name: 'introspection (ours: of JWTs; peer: of opaque tokens)',
    lanes: 16,
    perLane: 150,
    acts: async ({ driver, send }, lane, _index, count) => repeat(count, () => driver.introspect(send, lane)),
  },
  {
    name: 'PAR',
    lanes: 16,
    perLane: 100,
    acts: async ({ driver, send }, _lane, _index, count) => repeat(count, () => driver.push(send)),
  },
  {
    name: 'client_credentials',
    lanes: 16,
    perLane: 150,
    acts: async ({ driver, send }, _lane, _index, count) =>
      repeat(count, () => driver.clientCredentials(send)),
  },
  {
    name: 'DPoP token (client_credentials)',
    lanes: 16,
    perLane: 100,
    acts: async ({ driver, send }, _lane, index, count) =>
      Array.from({ length: count }, () => driver.prepareDpop(send, index)),
  },
  {
    name: 'private_key_jwt (client_credentials)',
    lanes: 16,
    perLane: 100,
    acts: async ({ driver, send }, _lane, _index, count) =>
      Array.from({ length: count }, () => driver.prepareAssertion(send)),
  },
];

async function inTurn<Item>(count: number, make: () => Promise<Item>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let index = 0; index < count; index += 1) items.push(await make());
  return items;
}

function ok({ status }: { readonly status: number }): void {
  if (status !== 200) throw new Error(`answered ${status}`);
}

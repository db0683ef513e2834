import { clientAuthentication } from '../../server/clients/authenticate.ts';
import { openClientKeys } from '../../server/clients/client-keys.ts';
import type { ClientStore } from '../../server/clients/client-store.ts';
import type { Client } from '../../server/clients/client.ts';
import type { ClientCertificate } from '../../server/http/client-certificate.ts';
import { EgressRefused } from '../../server/http/egress.ts';
import type { Form } from '../../server/http/form.ts';
import type { Sealer } from '../../server/keyring/keyring.ts';
import type { Ephemera } from '../../server/platform/ephemera.ts';
import { replayGuard } from '../../server/platform/replay.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { aClient } from '../harness/client.ts';

/** A clock that stands until it is turned. */
export function standingClock(startSeconds = 1_800_000_000) {
  let seconds = startSeconds;
  return {
    nowSeconds: () => seconds,
    turn: (by: number) => {
      seconds += by;
    },
  };
}

export const spa: Client = aClient({
  id: 'spa',
  name: 'Notes',
  type: 'spa',
  redirectUris: ['https://app.test/cb'],
  createdAtSeconds: 1_800_000_000,
});

export interface CountingStore extends ClientStore {
  /** Ids that `find` was asked for, in order. */
  readonly asked: string[];
  readonly rows: Map<string, Client>;
}

/** A client store in memory that remembers what it was asked. */
export function clientStore(...clients: readonly Client[]): CountingStore {
  const rows = new Map(clients.map((client) => [client.id, client]));
  const asked: string[] = [];
  return {
    asked,
    rows,
    find: (id) => {
      asked.push(id);
      return Promise.resolve(rows.get(id));
    },
    list: ({ afterId, limit }) => {
      const ordered = [...rows.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
      const after = ordered.filter(({ id }) => afterId === undefined || id > afterId);
      return Promise.resolve(after.slice(0, limit));
    },
    insert: (client) => {
      rows.set(client.id, client);
      return Promise.resolve();
    },
    update: (client) => {
      const known = rows.has(client.id);
      if (known) rows.set(client.id, client);
      return Promise.resolve(known);
    },
    delete: (id) => Promise.resolve(rows.delete(id)),
  };
}

export const ISSUER = 'https://id.test';

/** Client authentication over a store in memory, without keys at addresses, and without a key ring unless given. */
export function authenticator(
  clients: ClientStore,
  {
    clock = standingClock(),
    sealer,
    egress,
    throttleScale = 1_000,
  }: {
    readonly clock?: ReturnType<typeof standingClock>;
    readonly sealer?: Sealer;
    readonly throttleScale?: number;
    readonly egress?: Parameters<typeof openClientKeys>[0]['egress'];
  } = {},
) {
  const asked: string[] = [];
  const memory = memoryEphemera(clock);
  const ephemera: Ephemera = {
    ...memory,
    admit: (budgets, nowSeconds) => {
      asked.push(...budgets.map(({ key }) => key));
      return memory.admit(budgets, nowSeconds);
    },
  };
  // The memory of what was used is older than anything that is presented.
  const epochIfNoneSeconds = clock.nowSeconds() - 600;
  void memory.claimOnce('begin', { issuedAtSeconds: 0, ttlSeconds: 1, epochIfNoneSeconds });
  const nowhere = { call: () => Promise.reject(new EgressRefused()) };
  const ask = clientAuthentication({
    clients,
    clientKeys: openClientKeys({ egress: egress ?? nowhere, clock }),
    keyring: {
      sealer: () => {
        if (sealer === undefined) throw new Error('there is no key ring here');
        return sealer;
      },
    },
    replay: replayGuard({ ephemera, clock }),
    ephemera,
    clock,
    config: { issuer: ISSUER, throttleScale },
  });
  const authenticate = ({
    form,
    authorization,
    certificate,
    path = '/token',
    addressPrefix = '192.0.2.0/24',
  }: {
    readonly form: Form;
    readonly authorization?: string | undefined;
    readonly certificate?: ClientCertificate | undefined;
    readonly path?: string;
    readonly addressPrefix?: string;
  }) =>
    ask({
      form,
      path,
      certificate,
      header: (name) => (name === 'Authorization' ? authorization : undefined),
      caller: { requestId: 'r', addressPrefix, userAgent: '' },
    });
  /** `asked` is the budgets that were asked for, one a round trip. */
  return { authenticate, clock, asked, ephemera };
}

import type { Config } from '../config/config.ts';
import { isClientIdUrl, looksLikeClientIdUrl } from '../protocol/client-id-url.ts';
import { isClientId } from '../protocol/client-id.ts';
import { type ClientDocumentParts, type DocumentAnswer, readClientDocument } from './client-document.ts';
import type { ClientStore } from './client-store.ts';
import type { Client } from './client.ts';
import type { RegistrationStore } from './registration-store.ts';

/** Documents that are remembered; what was used least recently is read again. */
const DOCUMENTS_MAX = 500;
/** While nobody answers, what was said last holds for so long after it was read. */
const KEPT_SECONDS = 24 * 60 * 60;
/** What was refused is not remembered, but not asked for again at once either. */
const PAUSE_SECONDS = 5;
/** Documents that are read in a minute: of one host, since a stranger names it, and of all. */
const WINDOW_SECONDS = 60;
const READ_OF_A_HOST_MAX = 30;
const READ_MAX = 300;

interface Entry {
  readonly client: Client | undefined;
  readonly readAtSeconds: number;
  readonly freshUntilSeconds: number;
  readonly reading: Promise<Client | undefined> | undefined;
}

export interface DocumentClients extends ClientStore {
  /** Writes the client down, so that a consent or a family can belong to it; nothing for every other kind of id. */
  keep(clientId: string): Promise<void>;
}

export interface DocumentClientsParts extends ClientDocumentParts {
  readonly registrations: Pick<RegistrationStore, 'keepDocument'>;
}

/**
 * The same store, which also finds clients whose id is the URL of a document (draft-ietf-oauth-client-id-metadata-
 * document): read when they are asked for, and written down when a person first allows them something (decision 27).
 * Such an id never finds a row by itself; a row that an operator disabled is the last word on it.
 */
export function documentClients(store: ClientStore, parts: DocumentClientsParts): DocumentClients {
  const { config, clock, registrations } = parts;
  const entries = new Map<string, Entry>();
  const mayRead = readBudget(clock);

  function remember(id: string, entry: Entry): void {
    entries.delete(id);
    entries.set(id, entry);
    const [oldest = ''] = entries.keys();
    if (entries.size > DOCUMENTS_MAX) entries.delete(oldest);
  }

  async function read(id: string, before: Entry | undefined): Promise<Client | undefined> {
    const nowSeconds = clock.nowSeconds();
    const answer: DocumentAnswer = mayRead(id) ? await readClientDocument(id, parts) : { kind: 'silence' };
    if (answer.kind === 'client') {
      const freshUntilSeconds = nowSeconds + answer.forSeconds;
      remember(id, {
        client: answer.client,
        readAtSeconds: nowSeconds,
        freshUntilSeconds,
        reading: undefined,
      });
      return answer.client;
    }
    const kept = answer.kind === 'silence' && before && nowSeconds - before.readAtSeconds < KEPT_SECONDS;
    const client = kept ? before.client : undefined;
    const readAtSeconds = kept ? before.readAtSeconds : nowSeconds;
    const freshUntilSeconds = nowSeconds + PAUSE_SECONDS;
    remember(id, { client, readAtSeconds, freshUntilSeconds, reading: undefined });
    return client;
  }

  function current(id: string): Promise<Client | undefined> {
    const entry = entries.get(id);
    if (entry?.reading) return entry.reading;
    if (entry && clock.nowSeconds() < entry.freshUntilSeconds) {
      remember(id, entry);
      return Promise.resolve(entry.client);
    }
    const reading = read(id, entry).catch((error: unknown) => {
      entries.delete(id);
      throw error;
    });
    remember(id, { client: undefined, readAtSeconds: 0, freshUntilSeconds: 0, ...entry, reading });
    return reading;
  }

  const find = async (id: string): Promise<Client | undefined> => {
    if (!looksLikeClientIdUrl(id)) return store.find(id);
    if (!isReadable(id, config)) return undefined;
    const row = await store.find(id);
    return row?.enabled === false ? row : current(id);
  };

  return {
    ...store,
    find,
    async keep(clientId) {
      if (!looksLikeClientIdUrl(clientId)) return;
      const client = await find(clientId);
      if (client?.enabled !== true) return;
      const event = { kind: 'client.updated', atSeconds: clock.nowSeconds(), clientId } as const;
      await registrations.keepDocument(client, event);
    },
  };
}

function isReadable(id: string, { clientDocuments, clientDocumentHosts }: Config): boolean {
  return clientDocuments === 'allow' && isClientId(id) && isClientIdUrl(id, clientDocumentHosts);
}

/** Strangers name what is read: neither a host nor this process may be kept busy with it. */
function readBudget({ nowSeconds }: DocumentClientsParts['clock']): (id: string) => boolean {
  let startedAtSeconds = 0;
  const reads = new Map<string, number>();
  let all = 0;
  return (id) => {
    if (nowSeconds() - startedAtSeconds >= WINDOW_SECONDS) {
      startedAtSeconds = nowSeconds();
      reads.clear();
      all = 0;
    }
    const { host } = new URL(id);
    const ofHost = reads.get(host) ?? 0;
    if (all >= READ_MAX || ofHost >= READ_OF_A_HOST_MAX) return false;
    all += 1;
    reads.set(host, ofHost + 1);
    return true;
  };
}

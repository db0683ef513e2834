import type { Account } from '../../server/accounts/account.ts';
import { parseEmail } from '../../server/accounts/email.ts';
import type { AuditEvent, AuditKind } from '../../server/audit/event.ts';
import type { Client } from '../../server/clients/client.ts';
import type { SignUpTicket } from '../../server/interaction/sign-up-store.ts';
import type { Credential } from '../../server/login/credential.ts';
import type { OutboxRow } from '../../server/mail/outbox-store.ts';
import { fingerprint } from '../../server/platform/digest.ts';
import { newId } from '../../server/platform/random.ts';
import type { Session } from '../../server/sessions/session.ts';
import { openStorage } from '../../server/storage/open.ts';
import type { Storage } from '../../server/storage/storage.ts';
import type { Family } from '../../server/tokens/family-store.ts';
import { type TestDatabase, testDatabase } from '../harness/database.ts';
import { aClient as usualClient } from '../harness/client.ts';

export const NOW = 1_800_000_000;
export const SCOPES = ['openid', 'email'];

/** Stores on a database of their own, and records to put there. */
export interface World {
  readonly storage: Storage;
  readonly url: string;
  /** An active account with a credential. */
  account(change?: Partial<Account>): Promise<Account>;
  client(change?: Partial<Client>): Promise<Client>;
  session(account: Account, change?: Partial<Session>): Promise<Session>;
  /** Account, client, session, consent, and a family that was made from them. */
  family(change?: Partial<Family>): Promise<Standing>;
  stop(): Promise<void>;
}

export interface Standing {
  readonly account: Account;
  readonly client: Client;
  readonly session: Session;
  readonly family: Family;
}

export async function openWorld(): Promise<World> {
  const database: TestDatabase = await testDatabase();
  const storage = await openStorage(database.url);
  const world: World = {
    storage,
    url: database.url,
    async account(change = {}) {
      const account = anAccount(change);
      await storage.signUps.createVerified(
        account,
        aCredential(account),
        event('account.created', account.id),
      );
      return account;
    },
    async client(change = {}) {
      const client = aClient(change);
      await storage.clients.insert(client, { kind: 'client.created', atSeconds: NOW, clientId: client.id });
      return client;
    },
    async session(account, change = {}) {
      const session = aSession(account, change);
      await storage.sessions.start(session, undefined, event('account.signed_in', account.id));
      return session;
    },
    async family(change = {}) {
      const [account, client] = await Promise.all([world.account(), world.client()]);
      const session = await world.session(account);
      await storage.consents.save(aConsent(account, client), event('consent.given', account.id));
      const family = aFamily({ account, client, session }, change);
      const terms = { consentNeeded: true, nowSeconds: NOW };
      const made = await storage.families.create(family, terms, event('tokens.issued', account.id));
      if (!made) throw new Error('the family of the test was not made');
      return { account, client, session, family };
    },
    async stop() {
      await storage.close();
      await database.stop();
    },
  };
  return world;
}

export function event(kind: AuditKind, accountId?: string, atSeconds = NOW): AuditEvent {
  return { kind, atSeconds, accountId };
}

export function anAccount(change: Partial<Account> = {}): Account {
  const email = parseEmail(`${newId()}@mail.example`);
  if (email === undefined) throw new Error('the address of the test is none');
  return {
    id: newId(),
    email,
    emailVerified: true,
    name: 'Ada Løvelace',
    state: 'active',
    createdAtSeconds: NOW,
    updatedAtSeconds: NOW,
    ...change,
  };
}

export function aCredential(account: Account, change: Partial<Credential> = {}): Credential {
  return {
    accountId: account.id,
    credentialId: fingerprint(account.email),
    setupId: newId(),
    ksfId: 'a2id-64m-3-4',
    registrationRecord: 'r'.repeat(256),
    createdAtSeconds: NOW,
    ...change,
  };
}

export function aClient(change: Partial<Client> = {}): Client {
  return usualClient({
    id: newId(),
    authMethod: 'client_secret_basic',
    secretDigests: [fingerprint('secret')],
    redirectUris: ['https://notes.example/callback?with="quotes",{braces}&\\'],
    scopes: SCOPES,
    createdAtSeconds: NOW,
    ...change,
  });
}

export function aSession(account: Account, change: Partial<Session> = {}): Session {
  return {
    id: newId(),
    accountId: account.id,
    secretDigest: fingerprint(newId()),
    authenticatedAtSeconds: NOW,
    amr: ['pwd'],
    userAgent: 'Mozilla/5.0 (a browser)',
    addressPrefix: '192.0.2.0/24',
    country: 'BE',
    createdAtSeconds: NOW,
    lastSeenAtSeconds: NOW,
    idleSeconds: 3_600,
    expiresAtSeconds: NOW + 86_400,
    ...change,
  };
}

export function aConsent(account: Account, client: Client, scopes: readonly string[] = SCOPES) {
  return {
    accountId: account.id,
    clientId: client.id,
    scopes,
    hosts: ['notes.example'],
    grantedAtSeconds: NOW,
  };
}

export function aFamily(of: Omit<Standing, 'family'>, change: Partial<Family> = {}): Family {
  return {
    id: newId(),
    accountId: of.account.id,
    clientId: of.client.id,
    sessionId: of.session.id,
    scopes: SCOPES,
    authenticatedAtSeconds: NOW,
    amr: ['pwd'],
    acr: undefined,
    terms: {},
    secretDigest: fingerprint(newId()),
    generation: 1,
    rotatedAtSeconds: NOW,
    createdAtSeconds: NOW,
    idleExpiresAtSeconds: NOW + 1_000,
    expiresAtSeconds: NOW + 5_000,
    ...change,
  };
}

export function aTicket(change: Partial<SignUpTicket> = {}): SignUpTicket {
  return {
    ticketDigest: fingerprint(newId()),
    email: anAccount().email,
    locale: 'en',
    interactionId: undefined,
    browserDigest: undefined,
    starts: 0,
    setupId: undefined,
    accountId: undefined,
    invited: false,
    createdAtSeconds: NOW,
    expiresAtSeconds: NOW + 86_400,
    ...change,
  };
}

export function aLetter(change: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id: newId(),
    kind: 'sign-up',
    sealed: Buffer.from([0, 1, 92, 255]),
    attempts: 0,
    createdAtSeconds: NOW,
    nextAttemptAtSeconds: NOW,
    state: 'waiting',
    ...change,
  };
}

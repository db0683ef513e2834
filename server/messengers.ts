import { openClientKeys } from './clients/client-keys.ts';
import type { Config } from './config/config.ts';
import type { Egress } from './http/egress.ts';
import type { Keyring } from './keyring/keyring.ts';
import { backChannel } from './logout/back-channel.ts';
import { nudgingSessions } from './logout/nudging-sessions.ts';
import { openMailer } from './mail/open-mailer.ts';
import { outboxWorker } from './mail/outbox-worker.ts';
import type { Clock } from './platform/clock.ts';
import type { Log } from './platform/log.ts';
import type { SessionStore } from './sessions/session-store.ts';
import type { Storage } from './storage/storage.ts';

interface Parts {
  readonly config: Config;
  readonly storage: Storage;
  readonly keyring: Keyring;
  readonly egress: Egress;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Messengers {
  /** A letter is waiting. */
  nudgeOutbox(): void;
  /** Sessions whose end clients are told of at once. */
  readonly sessions: SessionStore;
  stop(): Promise<void>;
}

/** Those who carry what was written down to others: letters to people, the end of sessions to clients. */
export function startMessengers({ config, storage, keyring, egress, clock, log }: Parts): Messengers {
  const letters = outboxWorker({
    store: storage.outbox,
    sealer: keyring.sealer('outbox'),
    mailer: openMailer(config),
    clock,
    log,
  });
  const notices = backChannel({
    store: storage.logoutNotices,
    clients: storage.clients,
    clientKeys: openClientKeys({ egress, clock }),
    keyring,
    egress,
    config,
    clock,
    log,
  });
  const messengers = [letters, notices];
  for (const messenger of messengers) messenger.start();
  return {
    nudgeOutbox: () => letters.nudge(),
    sessions: nudgingSessions(storage.sessions, () => notices.nudge()),
    async stop() {
      await Promise.all(messengers.map((messenger) => messenger.stop()));
    },
  };
}

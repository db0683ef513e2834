import { isolate as name } from '../../isolate.ts';

/** What happened to an account, by the kind of the event (server/audit/event.ts). */
export const words = {
  events: {
    title: 'Events',
    none: 'Nothing yet. Sign-ins and changes will be listed here.',
    more: 'Show more',
    network: (network: string) => `From network ${name(network)}`,
    other: 'Something happened to your account that this page has no words for yet.',
    kinds: {
      'account.created': 'Your account was created.',
      'account.approved': 'Your account was approved.',
      'account.disabled': 'The operator locked your account.',
      'account.enabled': 'The operator opened your account again.',
      'account.unlocked': 'The operator ended a waiting time: you can sign in again.',
      'account.factors_reset': 'The operator removed your passkeys, authenticator app and backup codes.',
      'account.recovery_sent': 'The operator sent you a letter to set a new password.',
      'account.deletion_asked': 'Your account was put down for deletion.',
      'account.kept': 'You kept your account: the deletion was called off.',
      'account.signed_in': 'You signed in.',
      'account.signed_out': 'You signed out.',
      'session.ended': 'A browser was signed out.',
      'sessions.ended': 'Several browsers were signed out.',
      'consent.given': 'You allowed an app access.',
      'consent.denied': 'You denied an app access.',
      'consent.withdrawn': 'The access of an app was withdrawn.',
      'tokens.issued': 'An app got access.',
      'tokens.revoked': 'An app gave its access back.',
      'code.replayed': 'A sign-in to an app was repeated. The access it gave was withdrawn.',
      'refresh.replayed': 'An old key of an app was used. Its access was withdrawn to be safe.',
      'login.throttled': 'There were too many tries to sign in. A waiting time began.',
      'profile.changed': 'Your profile was changed.',
      'email.change_asked': 'A new e-mail address was asked for.',
      'email.changed': 'Your e-mail address was changed.',
      'password.changed': 'Your password was changed.',
      'password.removed': 'Your password was removed.',
      'password.compromised':
        'Your password may be known to others. You were signed out everywhere and asked for a new one.',
      'credential.renewed':
        'Your password was stored anew, under newer keys of this server. It stays the same.',
      'data.exported': 'Your data was exported.',
      'factor.added': 'A passkey or an authenticator app was added.',
      'factor.removed': 'A passkey or an authenticator app was removed.',
      'factor.refused': 'The second step of a sign-in failed too often.',
      'backup_codes.made': 'New backup codes were made.',
      'backup.restored':
        'The server was restored from a backup: your account is as it was then, and all browsers and apps were signed out.',
      'record.created': 'An app put a value into your account.',
      'record.replaced': 'An app changed a value in your account.',
      'record.revealed': 'An app looked at a value in your account.',
      'record.deleted': 'A value that an app kept for you was deleted.',
      'vault.emptied': 'All that was kept for you in the vault was deleted.',
    },
    ofClient: {
      'account.signed_in': (client: string) => `You signed in to ${name(client)}.`,
      'consent.given': (client: string) => `You allowed ${name(client)} access.`,
      'consent.denied': (client: string) => `You denied ${name(client)} access.`,
      'consent.withdrawn': (client: string) => `The access of ${name(client)} was withdrawn.`,
      'tokens.issued': (client: string) => `${name(client)} got access.`,
      'tokens.revoked': (client: string) => `${name(client)} gave its access back.`,
      'code.replayed': (client: string) =>
        `A sign-in to ${name(client)} was repeated. The access it gave was withdrawn.`,
      'refresh.replayed': (client: string) =>
        `An old key of ${name(client)} was used. Its access was withdrawn to be safe.`,
    },
  },
};

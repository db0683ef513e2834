import { isolate as name } from '../../isolate.ts';
import { plural } from '../../plural.ts';

/** Password, passkeys, authenticator app and backup codes. */
export const words = {
  security: {
    password: 'Password',
    passwordLead: 'It never leaves your browser. This server could not read it if it wanted to.',
    passwordSince: (date: string) => `Set on ${date}`,
    changePassword: 'Change password',
    noPassword: 'You have none: your passkeys open this account. You can set one as a second way in.',
    setPassword: 'Set a password',
    alone: 'Open with passkeys alone',
    aloneTitle: 'Remove your password?',
    aloneText:
      'From then on only your passkeys open this account. Keep at least two, on different devices, so that ' +
      'losing one locks nothing. You can set a password again at any time.',
    aloneAct: 'Remove password',
    passkeys: 'Passkeys',
    passkeysLead:
      'Sign in with a fingerprint, your face, a PIN or a security key. It works on this site and no other.',
    noPasskeys: 'You have none yet. Add one, and signing in is one touch that nobody can trick out of you.',
    addPasskey: 'Add a passkey',
    synced: 'Synced to your other devices',
    oneDevice: 'On one device only',
    addedOn: (date: string) => `Added on ${date}`,
    lastUsed: (date: string) => `Last used on ${date}`,
    neverUsed: 'Not used yet',
    rename: 'Rename',
    renameOf: (factor: string) => `Rename ${name(factor)}`,
    label: 'Name of this passkey',
    labelMissing: 'Enter a name by which you will know it.',
    renamed: 'The new name is saved.',
    remove: 'Remove',
    removeOf: (factor: string) => `Remove ${name(factor)}`,
    removeTitle: (factor: string) => `Remove ${name(factor)}?`,
    losesPasskey:
      'This passkey will open nothing any more. Your device keeps its half until you delete it there, in its settings.',
    totp: 'Authenticator app',
    totpLead:
      'An app on your phone shows a code that changes every 30 seconds. It is asked for after your password.',
    noTotp: 'Not set up. With it, somebody who learns your password still does not get in.',
    setUpTotp: 'Set up an app',
    losesTotp:
      'Its codes will count no more. If you have no passkey either, your password is all that is asked for.',
    backup: 'Backup codes',
    backupLead: 'Ten codes on paper, for the day your phone is gone. Each stands in for it once.',
    noBackup:
      'You have none. Make them once you have a passkey or an authenticator app, and keep them elsewhere.',
    makeBackup: 'Make backup codes',
    backupLeft: (left: number) =>
      plural('en', left, {
        one: (count) => `${count} of 10 is left`,
        other: (count) => `${count} of 10 are left`,
      }),
    backupFew: 'Few are left. Make new ones before you need them.',
    madeOn: (date: string) => `Made on ${date}`,
    renewBackup: 'Make new codes',
    renewBackupTitle: 'Make new backup codes?',
    renewBackupText: 'All codes that you have now stop working. Throw that paper away and keep the new one.',
  },
};

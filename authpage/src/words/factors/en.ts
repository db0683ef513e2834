import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';

/** Second factors: passkeys, codes of an authenticator, backup codes, codes by mail. */
export const words = {
  factor: {
    titles: {
      passkey: 'Use your passkey',
      totp: 'Code from your authenticator app',
      'backup-codes': 'One of your backup codes',
      'email-code': 'Code from your mail',
    },
    leads: {
      passkey: 'One more proof: your browser, phone or key shows that it is you.',
      totp: 'Type the six digits that the app shows for this account.',
      'backup-codes': 'Type one of the codes that you kept. Each works once.',
    },
    ways: {
      passkey: 'Use a passkey',
      totp: 'Use your authenticator app',
      'backup-codes': 'Use a backup code',
      'email-code': 'Get a code by mail',
    },
    tryAnother: 'Try another way',
    code: 'Code',
    codeMissing: 'Type the code.',
    remember: 'Remember this browser',
    rememberHint: 'It then asks for your password alone. Leave it out where others use this browser.',
    mailing: 'Sending a code…',
    mailed: (email: string) => `We sent a code to ${name(email)}. It works for 10 minutes.`,
    mailAgain: 'Send another code',
    mailAgainIn: (seconds: number) =>
      plural('en', seconds, {
        one: 'You can ask for another code in 1 second.',
        other: (count) => `You can ask for another code in ${count} seconds.`,
      }),
  },
  setUp: {
    passkeyTitle: 'Add a passkey',
    passkeyLead:
      'A passkey is kept by this device, your phone or a security key. It opens with your fingerprint, face or PIN, ' +
      'and works for this site alone.',
    passkeyNameHint: 'So that you know it again in your list.',
    makePasskey: 'Create a passkey',
    totpTitle: 'Add an authenticator app',
    totpLead: 'Scan this picture with an authenticator app on your phone.',
    picture: 'Picture (QR code) for an authenticator app',
    openApp: 'Open it in an app on this device',
    typeKey: 'Or type this key into the app:',
    codeHint: 'The six digits that the app shows now.',
    codesTitle: 'Your backup codes',
    codesLead:
      'Each of these opens your account once, in place of a passkey or an app that you lost. They are shown only now.',
    download: 'Download',
    print: 'Print',
    saved: 'I saved them',
    savedMissing: 'Save the codes first, then tick this.',
    file: (server: string, email: string) => `Backup codes for ${email} at ${server}`,
    fileHint: 'Each code works once. Keep them where only you look.',
  },
};

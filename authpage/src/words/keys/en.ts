import { isolate as name } from '../isolate.ts';

/** The vault key: opening it, making it, its recovery key, and what a new password does to it. */
export const words = {
  unlock: {
    title: 'Open your vault',
    opening: 'Opening your vault…',
    lead: 'Your vault is locked. It opens in this browser alone: the server cannot open it.',
    byPassword: 'Use your password',
    byPasskey: 'Use a passkey',
    byRecovery: 'Use your recovery key',
    open: 'Open the vault',
    noWay: 'This browser cannot open it: it needs one of your passkeys, and a browser that knows them.',
    recoveryKey: 'Recovery key',
    recoveryHint: '8 groups of 5 letters and digits. Capitals, spaces and dashes do not matter.',
    recoveryMissing: 'Type your recovery key.',
    recoveryTurns: 'It works once: a new one takes its place and is shown to you right after.',
    stay: 'Keep it open on this device until I sign out',
    stayHint: 'Only where nobody else uses your browser: until then it opens here without asking.',
    staysOpen: 'Your vault stays open on this device until you sign out or lock it.',
  },
  makeKey: {
    lead: 'You have no vault key yet. It is made in this browser and locked with your password or a passkey; the server never sees it.',
    make: 'Make my key',
    byPasskey: 'Make it with a passkey',
    why: 'Your password, once more: it locks the new key.',
  },
  recoverySheet: {
    title: 'Your recovery key',
    lead: 'It opens your vault when your password and passkeys are lost. It is shown only now, and nobody can show it again.',
    file: (server: string, email: string) => `Recovery key for ${email} at ${server}`,
    hint: 'Whoever has it and can sign in as you opens your vault. Keep it where only you look.',
    download: 'Download the key',
    print: 'Print the key',
    kept: 'I have kept it',
    used: 'Your recovery key works once, and was used. Keep this one: it takes its place.',
    counts: 'It counts from when you say that you have kept it. Until then the one before stays what it is.',
  },
  rolledBack: {
    title: 'Stop here',
    text: 'This server tells of an older vault key than this browser has seen, or of none at all.',
    why: 'It may have lost data, or somebody wants you to make a new key in the place of yours. Leave your vault alone and ask whoever runs this server.',
  },
  keysStep: {
    title: (client: string) => `Keys for ${name(client)}`,
    gets: (client: string) =>
      `${name(client)} gets keys of its own: with them it opens what it keeps encrypted for you, and nothing of other apps.`,
    handing: 'Handing over the keys…',
  },
  newKeys: {
    title: 'Your vault',
    willLock:
      'Your vault will be locked: your new password alone does not open it. Open it now, and nothing is lost.',
    stays: 'Your vault is open, and goes along with your new password.',
    toChange: 'First open your vault: then it goes along with your new password.',
    without: 'Go on without my vault',
    withoutText:
      'It stays locked for a time (90 days, unless the operator chose otherwise). Until then your old password or recovery key opens it again; after that what is in it is lost. Apps get other keys.',
    choose: 'Type your recovery key, open the vault with a passkey, or tick that you go on without.',
    chooseWithout: 'Open the vault with a passkey, if there is one, or tick that you go on without.',
    reloaded:
      'This page was loaded anew and no longer holds what opens your vault. Sign in once more with the password you have.',
    signInAgain: 'Sign in again',
  },
};

export type KeyWords = typeof words;

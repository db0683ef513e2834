import { isolate as name } from '../isolate.ts';

/** A forgotten password, a new one, a new address, and an account that is not open. */
export const words = {
  forgot: {
    title: 'Forgot your password?',
    lead: 'We send a letter with a link. It opens a page where you choose a new one.',
    sent: (email: string) =>
      `If there is an account for ${name(email)}, a letter is on its way. Open the link in it to go on.`,
    back: 'Back to sign-in',
  },
  reset: {
    title: 'Choose a new password',
    lead: (email: string) =>
      `This link is for the account of ${name(email)}. Nothing changes before you have chosen a new password.`,
    undoTitle: 'Take back the new address',
    undoLead: (email: string) =>
      `Your account goes back to ${name(email)}, and you choose a new password, which only you know.`,
  },
  newPassword: {
    title: 'Choose a new password',
    firstTitle: 'Choose a password',
    lost: 'What will happen',
    lostData:
      'What only your old password could open stays locked, until a recovery key or a passkey of yours opens it.',
    lostSessions: 'You are signed out of all browsers and apps.',
    othersEnd: 'You are signed out of all other browsers and apps.',
    save: 'Save password',
    compromised:
      'The keys that guard the passwords on this server may have been stolen. To be safe, your old password opens nothing any more: choose a different one. If you use the old one elsewhere, change it there too.',
    same: 'That is your old password. Choose a different one.',
  },
  emailChange: {
    title: 'Confirm your new address',
    lead: 'From then on you sign in with the new address. The old one is told.',
    from: 'Now',
    to: 'New',
    why: 'Your password, once more: it is tied to your address.',
    confirm: 'Use the new address',
  },
  goodbye: {
    title: 'Your account will be deleted',
    text: (email: string, date: string) => `The account of ${name(email)} will be deleted on ${date}.`,
    lost: 'Then its data is gone for good, and apps can no longer sign you in with it.',
    changedMind: 'Changed your mind? Sign in before that day, and you can keep it.',
  },
  held: {
    awaitingTitle: 'Waiting for approval',
    awaiting:
      'Your account is made. Somebody who runs this server has to approve it; you get a letter when they have.',
    disabledTitle: 'This account is closed',
    disabled:
      'Whoever runs this server has closed this account. Ask them if you think that this is a mistake.',
    deletingTitle: 'This account is about to be deleted',
    deleting: (date: string) => `It will be deleted on ${date}. Until then you can keep it.`,
    keep: 'Keep my account',
  },
};

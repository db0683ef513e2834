import { isolate as name } from '../isolate.ts';

/** Signing out, before and after. */
export const words = {
  signOut: {
    title: 'Sign out?',
    text: 'This browser will have to sign in again.',
    askedBy: (client: string) => `${name(client)} asks to sign you out.`,
  },
  signedOut: {
    title: 'You are signed out',
    text: 'Apps you used may still be signed in until you sign out there.',
    again: 'Sign in again',
  },
  signingOut: {
    title: 'Signing you out',
    text: 'Your apps are told…',
  },
};

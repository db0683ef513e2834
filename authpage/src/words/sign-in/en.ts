import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';

/** Signing in, going on to the app, and the life of the page. */
export const words = {
  signIn: {
    title: 'Sign in',
    toContinue: (host: string) => `to continue to ${name(host)}`,
    again: 'Please sign in again to go on.',
    tooOld: 'This app asks for a fresh sign-in. Please enter your password again.',
    signingInAs: 'Signing in as',
    noAccount: 'New here?',
    staysHere: 'Your password stays in this browser',
    staysHereWhy:
      'This page turns it into a proof (OPAQUE, RFC 9807); the server keeps a record that does not contain it. ' +
      'That rests on this page being the one the operator published.',
  },
  leaving: {
    title: 'Taking you back',
    to: (client: string) => `Taking you back to ${name(client)}…`,
    on: 'Taking you further…',
    slow: 'Continue if nothing happens',
  },
  expiry: {
    soon: (minutes: number) =>
      plural('en', minutes, {
        one: 'This page expires in about 1 minute.',
        other: (count) => `This page expires in about ${count} minutes.`,
      }),
    stay: 'Stay here',
    extended: 'Good, you have more time.',
  },
};

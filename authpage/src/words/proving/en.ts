import { isolate as name } from '../isolate.ts';

/** Proving who you are: with a passkey, for an act on the own account, with a forgotten password. */
export const words = {
  passkeys: {
    signIn: 'Sign in with a passkey',
    or: 'or',
    follow: 'Your browser now asks for your passkey…',
  },
  acts: {
    title: 'Confirm that it is you',
    why: {
      'change-password': 'You are about to choose a new password.',
      'remove-password':
        'You are about to remove your password. After that only your passkeys open your account.',
      'change-email': (address: string) => `You are about to change your address to ${name(address)}.`,
      'add-factor': 'You are about to add another way to prove that it is you.',
      'remove-factor': (label: string) => `You are about to remove ${name(label)}.`,
      export: 'You are about to download everything that is kept about you.',
      'delete-account': 'You are about to delete your account.',
    },
    stronger: 'This app asks for a stronger proof that it is you.',
  },
  forgotPassword: 'Forgot password?',
  yourAccount: 'Your account',
  otherTab: {
    wentOn: 'You went on in another tab. Continue here to see what comes next.',
  },
};

import { isolate as name } from '../isolate.ts';

/** A new account. */
export const words = {
  signUp: {
    title: 'Create account',
    lead: 'We send a link to your address. You choose a password after opening it.',
    haveAccount: 'Already have an account?',
    mailTitle: 'Check your mail',
    mailSent: (email: string) => `We sent a letter to ${name(email)}. Open the link in it to go on.`,
    mailHint: 'Nothing after a few minutes? Look among the unwanted mail, or check the address.',
    sendAgain: 'Send again',
    sentAgain: 'Sent again.',
    otherAddress: 'Use another address',
    opening: 'Opening your link…',
    choose: 'Choose a name and a password',
    forAddress: 'The account is for',
  },
};

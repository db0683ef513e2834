import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signUp: {
    title: 'Account aanmaken',
    lead: 'We sturen een link naar je adres. Daarna kies je een wachtwoord.',
    haveAccount: 'Heb je al een account?',
    mailTitle: 'Kijk in je mail',
    mailSent: (email) =>
      `We hebben een bericht gestuurd naar ${name(email)}. Open de link daarin om verder te gaan.`,
    mailHint: 'Na een paar minuten nog niets? Kijk bij de ongewenste mail, of controleer het adres.',
    sendAgain: 'Nog eens sturen',
    sentAgain: 'Nog eens gestuurd.',
    otherAddress: 'Ander adres gebruiken',
    opening: 'Je link wordt geopend…',
    choose: 'Kies een naam en een wachtwoord',
    forAddress: 'Het account is voor',
  },
};

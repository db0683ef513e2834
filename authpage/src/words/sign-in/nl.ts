import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  signIn: {
    title: 'Inloggen',
    toContinue: (host) => `om verder te gaan naar ${name(host)}`,
    again: 'Log opnieuw in om verder te gaan.',
    tooOld: 'Deze app wil dat je net hebt ingelogd. Vul je wachtwoord nog eens in.',
    signingInAs: 'Je logt in als',
    noAccount: 'Nog geen account?',
    staysHere: 'Je wachtwoord blijft in deze browser',
    staysHereWhy:
      'Deze pagina maakt er een bewijs van (OPAQUE, RFC 9807); de server bewaart iets waar het niet in staat. ' +
      'Dat geldt zolang deze pagina de pagina is die de beheerder heeft uitgegeven.',
  },
  leaving: {
    title: 'Je gaat terug',
    to: (client) => `Je gaat terug naar ${name(client)}…`,
    on: 'Je gaat verder…',
    slow: 'Ga verder als er niets gebeurt',
  },
  expiry: {
    soon: (minutes) =>
      plural('nl', minutes, {
        one: 'Deze pagina verloopt over ongeveer 1 minuut.',
        other: (count) => `Deze pagina verloopt over ongeveer ${count} minuten.`,
      }),
    stay: 'Hier blijven',
    extended: 'Goed, je hebt meer tijd.',
  },
};

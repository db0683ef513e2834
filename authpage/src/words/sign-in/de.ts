import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  signIn: {
    title: 'Anmelden',
    toContinue: (host) => `um bei ${name(host)} weiterzumachen`,
    again: 'Melde dich bitte noch einmal an, um weiterzumachen.',
    tooOld: 'Diese App verlangt eine frische Anmeldung. Gib dein Passwort bitte noch einmal ein.',
    signingInAs: 'Anmeldung als',
    noAccount: 'Neu hier?',
    staysHere: 'Dein Passwort bleibt in diesem Browser',
    staysHereWhy:
      'Diese Seite macht daraus einen Nachweis (OPAQUE, RFC 9807); der Server bewahrt etwas auf, in dem es nicht steht. ' +
      'Das gilt, solange diese Seite die ist, die der Betreiber veröffentlicht hat.',
  },
  leaving: {
    title: 'Du wirst zurückgebracht',
    to: (client) => `Du wirst zu ${name(client)} zurückgebracht…`,
    on: 'Es geht weiter…',
    slow: 'Weiter, falls nichts geschieht',
  },
  expiry: {
    soon: (minutes) =>
      plural('de', minutes, {
        one: 'Diese Seite läuft in etwa 1 Minute ab.',
        other: (count) => `Diese Seite läuft in etwa ${count} Minuten ab.`,
      }),
    stay: 'Hier bleiben',
    extended: 'Gut, du hast mehr Zeit.',
  },
};

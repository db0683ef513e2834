import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  signIn: {
    title: 'Se connecter',
    toContinue: (host) => `pour continuer vers ${name(host)}`,
    again: 'Connecte-toi encore une fois pour continuer.',
    tooOld: 'Cette application demande une connexion récente. Saisis ton mot de passe encore une fois.',
    signingInAs: 'Connexion en tant que',
    noAccount: 'Pas encore de compte\u00a0?',
    staysHere: 'Ton mot de passe reste dans ce navigateur',
    staysHereWhy:
      'Cette page en fait une preuve (OPAQUE, RFC 9807)\u00a0; le serveur garde quelque chose qui ne le contient pas. ' +
      'Cela vaut tant que cette page est celle que l’exploitant a publiée.',
  },
  leaving: {
    title: 'Retour à l’application',
    to: (client) => `Retour vers ${name(client)}…`,
    on: 'On continue…',
    slow: 'Continuer si rien ne se passe',
  },
  expiry: {
    soon: (minutes) =>
      plural('fr', minutes, {
        one: 'Cette page expire dans environ 1 minute.',
        other: (count) => `Cette page expire dans environ ${count} minutes.`,
      }),
    stay: 'Rester ici',
    extended: 'Bien, tu as plus de temps.',
  },
};

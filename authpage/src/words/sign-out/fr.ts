import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signOut: {
    title: 'Se déconnecter\u00a0?',
    text: 'Il faudra se reconnecter dans ce navigateur.',
    askedBy: (client) => `${name(client)} demande à te déconnecter.`,
  },
  signedOut: {
    title: 'Tu n’es plus connecté',
    text: 'Les applications que tu as utilisées peuvent rester connectées, jusqu’à ce que tu t’y déconnectes.',
    again: 'Se reconnecter',
  },
  signingOut: {
    title: 'Déconnexion en cours',
    text: 'Tes applications sont prévenues…',
  },
};

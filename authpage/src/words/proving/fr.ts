import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  passkeys: {
    signIn: 'Se connecter avec une clé d’accès',
    or: 'ou',
    follow: 'Ton navigateur te demande maintenant ta clé d’accès…',
  },
  acts: {
    title: 'Confirme que c’est bien toi',
    why: {
      'change-password': 'Tu es sur le point de choisir un nouveau mot de passe.',
      'remove-password':
        'Tu es sur le point de supprimer ton mot de passe. Ensuite, seules tes clés d’accès ouvriront ton compte.',
      'change-email': (address) => `Tu es sur le point de changer ton adresse pour ${name(address)}.`,
      'add-factor': 'Tu es sur le point d’ajouter un autre moyen de prouver que c’est bien toi.',
      'remove-factor': (label) => `Tu es sur le point de supprimer ${name(label)}.`,
      export: 'Tu es sur le point de télécharger tout ce qui est conservé sur toi.',
      'delete-account': 'Tu es sur le point de supprimer ton compte.',
    },
    stronger: 'Cette application demande une preuve plus forte que c’est bien toi.',
  },
  forgotPassword: 'Mot de passe oublié ?',
  yourAccount: 'Ton compte',
  otherTab: {
    wentOn: 'Tu as continué dans un autre onglet. Continue ici pour voir la suite.',
  },
};

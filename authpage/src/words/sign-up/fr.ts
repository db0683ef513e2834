import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signUp: {
    title: 'Créer un compte',
    lead: 'Nous envoyons un lien à ton adresse. Tu choisis un mot de passe après l’avoir ouvert.',
    haveAccount: 'Tu as déjà un compte\u00a0?',
    mailTitle: 'Regarde tes messages',
    mailSent: (email) =>
      `Nous avons envoyé un message à ${name(email)}. Ouvre le lien qu’il contient pour continuer.`,
    mailHint: 'Rien après quelques minutes\u00a0? Regarde parmi les indésirables, ou vérifie l’adresse.',
    sendAgain: 'Renvoyer',
    sentAgain: 'Renvoyé.',
    otherAddress: 'Utiliser une autre adresse',
    opening: 'Ton lien s’ouvre…',
    choose: 'Choisis un nom et un mot de passe',
    forAddress: 'Le compte est pour',
  },
};

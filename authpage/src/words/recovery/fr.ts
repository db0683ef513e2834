import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  forgot: {
    title: 'Mot de passe oublié ?',
    lead: 'Nous t’envoyons un e-mail avec un lien. Il ouvre une page où tu choisis un nouveau mot de passe.',
    sent: (email) =>
      `S’il existe un compte pour ${name(email)}, un e-mail est en route. Ouvre le lien qu’il contient pour continuer.`,
    back: 'Retour à la connexion',
  },
  reset: {
    title: 'Choisis un nouveau mot de passe',
    lead: (email) =>
      `Ce lien est pour le compte de ${name(email)}. Rien ne change avant que tu aies choisi un nouveau mot de passe.`,
    undoTitle: 'Annuler la nouvelle adresse',
    undoLead: (email) =>
      `Ton compte revient à ${name(email)}, et tu choisis un nouveau mot de passe que toi seul connais.`,
  },
  newPassword: {
    title: 'Choisis un nouveau mot de passe',
    firstTitle: 'Choisis un mot de passe',
    lost: 'Ce qui va se passer',
    lostData:
      'Ce que seul ton ancien mot de passe pouvait ouvrir reste verrouillé, jusqu’à ce qu’une clé de récupération ou ' +
      'une de tes clés d’accès l’ouvre.',
    lostSessions: 'Tu es déconnecté de tous les navigateurs et de toutes les applications.',
    othersEnd: 'Tu es déconnecté de tous les autres navigateurs et de toutes les autres applications.',
    save: 'Enregistrer le mot de passe',
    compromised:
      'Les clés qui protègent les mots de passe de ce serveur ont peut-être été volées. Par sécurité, ton ancien mot de passe n’ouvre plus rien\u00a0: choisis-en un autre. Si tu utilises l’ancien ailleurs, change-le là aussi.',
    same: 'C’est ton ancien mot de passe. Choisis-en un autre.',
  },
  emailChange: {
    title: 'Confirme ta nouvelle adresse',
    lead: 'Ensuite, tu te connectes avec la nouvelle adresse. L’ancienne est prévenue.',
    from: 'Actuelle',
    to: 'Nouvelle',
    why: 'Ton mot de passe, encore une fois : il est lié à ton adresse.',
    confirm: 'Utiliser la nouvelle adresse',
  },
  goodbye: {
    title: 'Ton compte sera supprimé',
    text: (email, date) => `Le compte de ${name(email)} sera supprimé le ${date}.`,
    lost: 'Ses données disparaîtront alors pour de bon, et les applications ne pourront plus te connecter avec lui.',
    changedMind: 'Tu as changé d’avis ? Connecte-toi avant ce jour pour pouvoir le garder.',
  },
  held: {
    awaitingTitle: 'En attente d’approbation',
    awaiting:
      'Ton compte est créé. La personne qui gère ce serveur doit l’approuver ; tu recevras alors un e-mail.',
    disabledTitle: 'Ce compte est fermé',
    disabled:
      'La personne qui gère ce serveur a fermé ce compte. Demande-lui si tu penses que c’est une erreur.',
    deletingTitle: 'Ce compte va être supprimé',
    deleting: (date) => `Il sera supprimé le ${date}. D’ici là, tu peux le garder.`,
    keep: 'Garder mon compte',
  },
};

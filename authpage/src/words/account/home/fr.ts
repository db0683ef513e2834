import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: { nav: 'Ton compte' },
  sections: {
    profile: 'Profil',
    security: 'Sécurité',
    vault: 'Coffre',
    apps: 'Applications',
    devices: 'Appareils',
    events: 'Activité',
    data: 'Tes données',
  },
  leads: {
    profile: 'Qui tu es, pour les applications autorisées à le savoir.',
    security: 'Comment tu montres que ce compte est le tien.',
    vault: 'Ce que toi seul peux ouvrir : tes notes et mots de passe, et la clé derrière tes applications.',
    apps: 'Ce que tu as autorisé, et à qui. Tu peux le retirer à tout moment.',
    devices: 'Où tu es connecté. Un navigateur que tu déconnectes ici devra se reconnecter.',
    events:
      'Ce qui est arrivé à ton compte. Ce n’était pas toi ? Change ton mot de passe et déconnecte-toi partout.',
    data: 'Ce qui est conservé sur toi : à emporter, ou à supprimer, comme tu veux.',
  },
  done: {
    'change-password': 'Ton nouveau mot de passe est valable dès maintenant.',
    'remove-password': 'Ton mot de passe n’existe plus. Désormais, tes clés d’accès ouvrent ce compte.',
    'change-email': 'Une lettre part vers la nouvelle adresse. Ouvre son lien pour terminer.',
    'add-factor': 'C’est en place, et valable dès maintenant.',
    'remove-factor': 'C’est supprimé, et n’ouvre plus rien.',
    export: 'Tes données ont été exportées.',
    'delete-account': 'Ton compte va être supprimé.',
  },
  apps: {
    title: 'Applications connectées',
    none: 'Aucune application n’est connectée. Quand tu te connectes à l’une d’elles et lui donnes accès, elle apparaît ici.',
    allowedOn: (date) => `Autorisé le ${date}`,
    lastUsed: (date) => `Dernière utilisation le ${date}`,
    notInUse: 'Pas utilisée en ce moment',
    withdraw: 'Retirer',
    withdrawFrom: (client) => `Retirer l’accès de ${name(client)}`,
    withdrawTitle: (client) => `Retirer l’accès de ${name(client)} ?`,
    willLose: (client) =>
      `${name(client)} perd son accès maintenant, même en ton absence, et devra te le redemander. ` +
      'Elle garde ce qu’elle a déjà reçu.',
    withdrawn: (client) => `L’accès de ${name(client)} est retiré.`,
    newKeys: 'Nouvelles clés',
    newKeysFor: (client) => `Nouvelles clés pour ${name(client)}`,
    newKeysTitle: (client) => `Donner de nouvelles clés à ${name(client)} ?`,
    newKeysWhen: 'Seulement si quelqu’un d’autre peut avoir ses clés, par exemple avec un appareil perdu.',
    newKeysText: (client) =>
      `${name(client)}, et toute application qui partage ses clés, perd son accès maintenant et reçoit d’autres clés à ta prochaine connexion.`,
    newKeysLose:
      'Ce qu’elle a chiffré jusqu’ici ne s’ouvre qu’avec les anciennes clés, et personne ne peut les lui redonner : là où l’application ne les a pas gardées elle-même, c’est perdu pour de bon.',
    newKeysGiven: (client) => `${name(client)} reçoit de nouvelles clés à ta prochaine connexion.`,
  },
  waiting: {
    title: 'En attente de ta réponse',
    look: 'Voir et décider',
    lookAt: (client) => `Voir et décider ce que ${name(client)} demande`,
    since: (time) => `Demandé le ${time}`,
  },
};

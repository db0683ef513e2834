import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: {
    title: 'Ton compte',
    clients: 'Applications connectées',
    noClients:
      'Aucune application n’est connectée. Quand tu te connectes à l’une d’elles et lui donnes accès, elle apparaît ici.',
    allowedOn: (date) => `Autorisé le ${date}`,
    withdraw: 'Retirer',
    withdrawFrom: (client) => `Retirer l’accès de ${name(client)}`,
    willLose: (client) =>
      `${name(client)} perd son accès maintenant, même en ton absence, et devra te le redemander. ` +
      'Elle garde ce qu’elle a déjà reçu.',
    withdrawn: (client) => `L’accès de ${name(client)} est retiré.`,
    sessions: 'Où tu es connecté',
    sessionsLead: 'Un navigateur que tu déconnectes ici devra se reconnecter.',
    thisBrowser: 'Ce navigateur',
    unknownDevice: 'Navigateur inconnu',
    signedInOn: (date) => `Connecté le ${date}`,
    lastSeen: (date) => `Vu pour la dernière fois le ${date}`,
    signOutOf: (device) => `Se déconnecter de ${name(device)}`,
    ended: 'Déconnecté là-bas.',
    endOthers: 'Déconnecter tous les autres',
    endedOthers: 'Tu n’es plus connecté que dans ce navigateur.',
    everywhere: 'Se déconnecter partout',
    everywhereHint:
      'Les applications perdent aussi leur accès, et celles qui peuvent être prévenues le sont.',
  },
  waiting: {
    title: 'En attente de ta réponse',
    look: 'Voir et décider',
    lookAt: (client) => `Voir et décider ce que ${name(client)} demande`,
    since: (time) => `Demandé le ${time}`,
  },
};

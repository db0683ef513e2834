import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  devices: {
    title: 'Connecté en ce moment',
    thisBrowser: 'Ce navigateur',
    unknownDevice: 'Navigateur inconnu',
    unknownPlace: 'Lieu inconnu',
    signedInOn: (date) => `Connecté le ${date}`,
    lastSeen: (date) => `Vu pour la dernière fois le ${date}`,
    signOutOf: (device) => `Se déconnecter de ${name(device)}`,
    ended: (device) => `${name(device)} est déconnecté.`,
    alone: 'Tu n’es connecté que dans ce navigateur.',
    manyTitle: 'Tout à la fois',
    manyLead: 'Pour un appareil perdu, ou que tu ne connais pas.',
    endOthers: 'Déconnecter tous les autres',
    endOthersTitle: 'Déconnecter tous les autres navigateurs ?',
    endOthersText:
      'Partout sauf ici, il faudra se reconnecter. Ce qui y est tapé et pas enregistré peut être perdu.',
    endedOthers: 'Tu n’es plus connecté que dans ce navigateur.',
    everywhere: 'Se déconnecter partout',
    everywhereTitle: 'Se déconnecter partout ?',
    everywhereText:
      'Chaque navigateur devra se reconnecter, celui-ci aussi. Les applications perdent leur accès, et celles qui peuvent être prévenues le sont.',
  },
};

import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  devices: {
    title: 'Nu ingelogd',
    thisBrowser: 'Deze browser',
    unknownDevice: 'Onbekende browser',
    unknownPlace: 'Plaats onbekend',
    signedInOn: (date) => `Ingelogd op ${date}`,
    lastSeen: (date) => `Laatst gezien ${date}`,
    signOutOf: (device) => `Uitloggen van ${name(device)}`,
    ended: (device) => `${name(device)} is uitgelogd.`,
    alone: 'Je bent alleen in deze browser ingelogd.',
    manyTitle: 'Alles tegelijk',
    manyLead: 'Voor een apparaat dat je kwijt bent, of niet kent.',
    endOthers: 'Overal elders uitloggen',
    endOthersTitle: 'Alle andere browsers uitloggen?',
    endOthersText:
      'Overal behalve hier moet je opnieuw inloggen. Wat daar getypt en niet opgeslagen is, kan verloren gaan.',
    endedOthers: 'Je bent alleen nog in deze browser ingelogd.',
    everywhere: 'Overal uitloggen',
    everywhereTitle: 'Overal uitloggen?',
    everywhereText:
      'Elke browser moet opnieuw inloggen, ook deze. Apps verliezen hun toegang, en wie bericht kan krijgen, krijgt het.',
  },
};

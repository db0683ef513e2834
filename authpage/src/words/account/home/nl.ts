import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: {
    title: 'Je account',
    clients: 'Verbonden apps',
    noClients: 'Er is geen app verbonden. Als je bij een app inlogt en toegang geeft, verschijnt die hier.',
    allowedOn: (date) => `Toegestaan op ${date}`,
    withdraw: 'Intrekken',
    withdrawFrom: (client) => `Intrekken van de toegang voor ${name(client)}`,
    willLose: (client) =>
      `${name(client)} verliest nu de toegang, ook als je weg bent, en moet het je opnieuw vragen. ` +
      'Wat de app al heeft ontvangen, houdt hij.',
    withdrawn: (client) => `De toegang voor ${name(client)} is ingetrokken.`,
    sessions: 'Waar je bent ingelogd',
    sessionsLead: 'Een browser die je hier uitlogt, moet opnieuw inloggen.',
    thisBrowser: 'Deze browser',
    unknownDevice: 'Onbekende browser',
    signedInOn: (date) => `Ingelogd op ${date}`,
    lastSeen: (date) => `Laatst gezien ${date}`,
    signOutOf: (device) => `Uitloggen van ${name(device)}`,
    ended: 'Daar uitgelogd.',
    endOthers: 'Overal elders uitloggen',
    endedOthers: 'Je bent alleen nog in deze browser ingelogd.',
    everywhere: 'Overal uitloggen',
    everywhereHint: 'Ook apps verliezen hun toegang, en wie bericht kan krijgen, krijgt het.',
  },
  waiting: {
    title: 'Wacht op je antwoord',
    look: 'Bekijken en beslissen',
    lookAt: (client) => `Bekijken en beslissen wat ${name(client)} vraagt`,
    since: (time) => `Gevraagd op ${time}`,
  },
};

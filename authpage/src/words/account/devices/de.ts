import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  devices: {
    title: 'Jetzt angemeldet',
    thisBrowser: 'Dieser Browser',
    unknownDevice: 'Unbekannter Browser',
    unknownPlace: 'Ort unbekannt',
    signedInOn: (date) => `Angemeldet am ${date}`,
    lastSeen: (date) => `Zuletzt gesehen am ${date}`,
    signOutOf: (device) => `Abmelden von ${name(device)}`,
    ended: (device) => `${name(device)} ist abgemeldet.`,
    alone: 'Du bist nur in diesem Browser angemeldet.',
    manyTitle: 'Alle auf einmal',
    manyLead: 'Für ein Gerät, das du verloren hast oder nicht kennst.',
    endOthers: 'Alle anderen abmelden',
    endOthersTitle: 'Alle anderen Browser abmelden?',
    endOthersText:
      'Überall außer hier musst du dich neu anmelden. Was dort getippt und nicht gespeichert ist, kann verloren gehen.',
    endedOthers: 'Du bist nur noch in diesem Browser angemeldet.',
    everywhere: 'Überall abmelden',
    everywhereTitle: 'Überall abmelden?',
    everywhereText:
      'In jedem Browser musst du dich neu anmelden, auch in diesem. Apps verlieren ihren Zugriff, und wer es erfahren kann, erfährt es.',
  },
};

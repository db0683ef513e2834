import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: {
    title: 'Dein Konto',
    clients: 'Verbundene Apps',
    noClients:
      'Keine App ist verbunden. Wenn du dich bei einer anmeldest und ihr Zugriff gibst, erscheint sie hier.',
    allowedOn: (date) => `Erlaubt am ${date}`,
    withdraw: 'Entziehen',
    withdrawFrom: (client) => `${name(client)} den Zugriff entziehen`,
    willLose: (client) =>
      `${name(client)} verliert den Zugriff jetzt, auch während du nicht da bist, und muss dich neu fragen. ` +
      'Was die App schon bekommen hat, behält sie.',
    withdrawn: (client) => `${name(client)} hat keinen Zugriff mehr.`,
    sessions: 'Wo du angemeldet bist',
    sessionsLead: 'In einem Browser, den du hier abmeldest, musst du dich neu anmelden.',
    thisBrowser: 'Dieser Browser',
    unknownDevice: 'Unbekannter Browser',
    signedInOn: (date) => `Angemeldet am ${date}`,
    lastSeen: (date) => `Zuletzt gesehen am ${date}`,
    signOutOf: (device) => `Abmelden von ${name(device)}`,
    ended: 'Dort abgemeldet.',
    endOthers: 'Alle anderen abmelden',
    endedOthers: 'Du bist nur noch in diesem Browser angemeldet.',
    everywhere: 'Überall abmelden',
    everywhereHint: 'Auch Apps verlieren ihren Zugriff, und wer es erfahren kann, erfährt es.',
  },
  waiting: {
    title: 'Wartet auf deine Antwort',
    look: 'Ansehen und entscheiden',
    lookAt: (client) => `Ansehen und entscheiden, worum ${name(client)} bittet`,
    since: (time) => `Gefragt am ${time}`,
  },
};

import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signOut: {
    title: 'Uitloggen?',
    text: 'Deze browser moet daarna opnieuw inloggen.',
    askedBy: (client) => `${name(client)} vraagt om je uit te loggen.`,
  },
  signedOut: {
    title: 'Je bent uitgelogd',
    text: 'Apps die je hebt gebruikt kunnen nog ingelogd zijn, tot je daar uitlogt.',
    again: 'Opnieuw inloggen',
  },
  signingOut: {
    title: 'Je wordt uitgelogd',
    text: 'Je apps krijgen bericht…',
  },
};

import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signOut: {
    title: 'Abmelden?',
    text: 'In diesem Browser musst du dich danach neu anmelden.',
    askedBy: (client) => `${name(client)} möchte dich abmelden.`,
  },
  signedOut: {
    title: 'Du bist abgemeldet',
    text: 'In Apps, die du benutzt hast, bist du vielleicht noch angemeldet, bis du dich dort abmeldest.',
    again: 'Wieder anmelden',
  },
  signingOut: {
    title: 'Du wirst abgemeldet',
    text: 'Deine Apps erfahren es…',
  },
};

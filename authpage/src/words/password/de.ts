import type { words as en } from './en.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  password: {
    hint: 'Mindestens 10 Zeichen. Ein paar Wörter ohne Zusammenhang eignen sich gut.',
    tooShort: (missing) =>
      plural('de', missing, {
        one: 'Es fehlt noch mindestens 1 Zeichen.',
        other: (count) => `Es fehlen noch mindestens ${count} Zeichen.`,
      }),
    tooLong: 'Verwende höchstens 1024 Zeichen.',
    isEmail: 'Wähle ein Passwort, das nicht deine E-Mail-Adresse ist.',
    common: 'Viele Menschen verwenden dieses Passwort, darum wird es zuerst geraten. Wähle etwas Eigenes.',
    predictable: 'Dieses Muster wird früh geraten. Füge ein paar Wörter ohne Zusammenhang hinzu.',
    different: 'Die beiden Passwörter sind verschieden. Gib zweimal dasselbe ein.',
    strength: {
      weak: 'Stärke: schwach',
      fair: 'Stärke: mäßig',
      good: 'Stärke: gut',
      strong: 'Stärke: stark',
    },
  },
};

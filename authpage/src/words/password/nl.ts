import { plural } from '../plural.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  password: {
    hint: 'Minstens 10 tekens. Een paar losse woorden werken goed.',
    tooShort: (missing) =>
      plural('nl', missing, {
        one: 'Er moet nog minstens 1 teken bij.',
        other: (count) => `Er moeten nog minstens ${count} tekens bij.`,
      }),
    tooLong: 'Gebruik hooguit 1024 tekens.',
    isEmail: 'Kies een wachtwoord dat niet je e-mailadres is.',
    common: 'Veel mensen gebruiken dit wachtwoord, dus het wordt als eerste geraden. Kies iets van jezelf.',
    predictable: 'Dit patroon wordt al snel geraden. Voeg een paar losse woorden toe.',
    different: 'De twee wachtwoorden verschillen. Typ twee keer hetzelfde.',
    strength: {
      weak: 'Sterkte: zwak',
      fair: 'Sterkte: matig',
      good: 'Sterkte: goed',
      strong: 'Sterkte: sterk',
    },
  },
};

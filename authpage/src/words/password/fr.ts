import type { words as en } from './en.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  password: {
    hint: 'Au moins 10 caractères. Quelques mots sans rapport entre eux conviennent bien.',
    tooShort: (missing) =>
      plural('fr', missing, {
        one: 'Ajoute au moins 1 caractère.',
        other: (count) => `Ajoute au moins ${count} caractères.`,
      }),
    tooLong: 'Utilise au plus 1\u202f024 caractères.',
    isEmail: 'Choisis un mot de passe qui n’est pas ton adresse e-mail.',
    common:
      'Beaucoup de gens utilisent ce mot de passe, il est donc deviné en premier. Choisis quelque chose à toi.',
    predictable: 'Ce motif est deviné très tôt. Ajoute quelques mots sans rapport entre eux.',
    different: 'Les deux mots de passe diffèrent. Saisis deux fois le même.',
    strength: {
      weak: 'Solidité\u00a0: faible',
      fair: 'Solidité\u00a0: moyenne',
      good: 'Solidité\u00a0: bonne',
      strong: 'Solidité\u00a0: forte',
    },
  },
};

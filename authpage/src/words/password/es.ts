import type { words as en } from './en.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  password: {
    hint: 'Al menos 10 caracteres. Unas cuantas palabras sin relación funcionan bien.',
    tooShort: (missing) =>
      plural('es', missing, {
        one: 'Añade al menos 1 carácter más.',
        other: (count) => `Añade al menos ${count} caracteres más.`,
      }),
    tooLong: 'Usa como máximo 1024 caracteres.',
    isEmail: 'Elige una contraseña que no sea tu dirección de correo.',
    common: 'Mucha gente usa esta contraseña, así que es la primera que se adivina. Elige algo tuyo.',
    predictable: 'Este patrón se adivina pronto. Añade unas cuantas palabras sin relación.',
    different: 'Las dos contraseñas son distintas. Escribe dos veces la misma.',
    strength: {
      weak: 'Seguridad: débil',
      fair: 'Seguridad: regular',
      good: 'Seguridad: buena',
      strong: 'Seguridad: fuerte',
    },
  },
};

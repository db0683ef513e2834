import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signOut: {
    title: '¿Cerrar sesión?',
    text: 'Este navegador tendrá que iniciar sesión de nuevo.',
    askedBy: (client) => `${name(client)} pide cerrar tu sesión.`,
  },
  signedOut: {
    title: 'Has cerrado la sesión',
    text: 'Las aplicaciones que usaste pueden seguir con la sesión abierta hasta que la cierres allí.',
    again: 'Iniciar sesión de nuevo',
  },
  signingOut: {
    title: 'Cerrando tu sesión',
    text: 'Estamos avisando a tus aplicaciones…',
  },
};

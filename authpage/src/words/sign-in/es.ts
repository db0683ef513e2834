import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  signIn: {
    title: 'Iniciar sesión',
    toContinue: (host) => `para continuar en ${name(host)}`,
    again: 'Inicia sesión otra vez para continuar.',
    tooOld: 'Esta aplicación pide un inicio de sesión reciente. Escribe tu contraseña otra vez.',
    signingInAs: 'Inicio de sesión como',
    noAccount: '¿Aún no tienes cuenta?',
    staysHere: 'Tu contraseña se queda en este navegador',
    staysHereWhy:
      'Esta página la convierte en una prueba (OPAQUE, RFC 9807); el servidor guarda algo que no la contiene. ' +
      'Eso vale mientras esta página sea la que publicó el operador.',
  },
  leaving: {
    title: 'Te llevamos de vuelta',
    to: (client) => `Te llevamos de vuelta a ${name(client)}…`,
    on: 'Seguimos…',
    slow: 'Continuar si no pasa nada',
  },
  expiry: {
    soon: (minutes) =>
      plural('es', minutes, {
        one: 'Esta página caduca en 1 minuto más o menos.',
        other: (count) => `Esta página caduca en ${count} minutos más o menos.`,
      }),
    stay: 'Quedarse aquí',
    extended: 'Bien, tienes más tiempo.',
  },
};

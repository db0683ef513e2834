import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  passkeys: {
    signIn: 'Iniciar sesión con una clave de acceso',
    or: 'o',
    follow: 'Tu navegador te pide ahora tu clave de acceso…',
  },
  acts: {
    title: 'Confirma que eres tú',
    why: {
      'change-password': 'Vas a elegir una contraseña nueva.',
      'remove-password': 'Vas a quitar tu contraseña. Después, solo tus claves de acceso abrirán tu cuenta.',
      'change-email': (address) => `Vas a cambiar tu dirección a ${name(address)}.`,
      'add-factor': 'Vas a añadir otra manera de demostrar que eres tú.',
      'remove-factor': (label) => `Vas a quitar ${name(label)}.`,
      export: 'Vas a descargar todo lo que se guarda sobre ti.',
      'delete-account': 'Vas a eliminar tu cuenta.',
    },
    stronger: 'Esta aplicación pide una prueba más fuerte de que eres tú.',
  },
  forgotPassword: '¿Has olvidado la contraseña?',
  yourAccount: 'Tu cuenta',
  otherTab: {
    wentOn: 'Has continuado en otra pestaña. Continúa aquí para ver qué viene ahora.',
  },
};

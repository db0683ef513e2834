import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signUp: {
    title: 'Crear cuenta',
    lead: 'Enviamos un enlace a tu dirección. Después de abrirlo eliges una contraseña.',
    haveAccount: '¿Ya tienes cuenta?',
    mailTitle: 'Mira tu correo',
    mailSent: (email) =>
      `Hemos enviado un mensaje a ${name(email)}. Abre el enlace que contiene para continuar.`,
    mailHint: '¿Nada después de unos minutos? Mira en el correo no deseado, o comprueba la dirección.',
    sendAgain: 'Enviar otra vez',
    sentAgain: 'Enviado otra vez.',
    otherAddress: 'Usar otra dirección',
    opening: 'Abriendo tu enlace…',
    choose: 'Elige un nombre y una contraseña',
    forAddress: 'La cuenta es para',
  },
};

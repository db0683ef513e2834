import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  forgot: {
    title: '¿Has olvidado la contraseña?',
    lead: 'Te enviamos un correo con un enlace. Abre una página donde eliges una contraseña nueva.',
    sent: (email) =>
      `Si hay una cuenta para ${name(email)}, hay un correo en camino. Abre el enlace que contiene para continuar.`,
    back: 'Volver al inicio de sesión',
  },
  reset: {
    title: 'Elige una contraseña nueva',
    lead: (email) =>
      `Este enlace es para la cuenta de ${name(email)}. Nada cambia hasta que elijas una contraseña nueva.`,
    undoTitle: 'Deshacer el cambio de dirección',
    undoLead: (email) =>
      `Tu cuenta vuelve a ${name(email)}, y eliges una contraseña nueva que solo tú conoces.`,
  },
  newPassword: {
    title: 'Elige una contraseña nueva',
    firstTitle: 'Elige una contraseña',
    lost: 'Qué va a pasar',
    lostData:
      'Lo que solo tu contraseña anterior podía abrir queda cerrado, hasta que lo abra una clave de recuperación o una ' +
      'de tus claves de acceso.',
    lostSessions: 'Se cierra tu sesión en todos los navegadores y aplicaciones.',
    othersEnd: 'Se cierra tu sesión en todos los demás navegadores y aplicaciones.',
    save: 'Guardar la contraseña',
    compromised:
      'Puede que hayan robado las claves que protegen las contraseñas de este servidor. Por seguridad, tu contraseña anterior ya no abre nada: elige otra. Si usas la anterior en otro sitio, cámbiala también allí.',
    same: 'Esa es tu contraseña anterior. Elige otra.',
  },
  emailChange: {
    title: 'Confirma tu dirección nueva',
    lead: 'Después inicias sesión con la dirección nueva. Avisamos a la anterior.',
    from: 'Ahora',
    to: 'Nueva',
    why: 'Tu contraseña, una vez más: está unida a tu dirección.',
    confirm: 'Usar la dirección nueva',
  },
  goodbye: {
    title: 'Tu cuenta se va a eliminar',
    text: (email, date) => `La cuenta de ${name(email)} se eliminará el ${date}.`,
    lost: 'Entonces sus datos desaparecen para siempre, y las aplicaciones ya no podrán iniciar tu sesión con ella.',
    changedMind: '¿Has cambiado de idea? Inicia sesión antes de ese día y podrás conservarla.',
  },
  held: {
    awaitingTitle: 'A la espera de aprobación',
    awaiting:
      'Tu cuenta está creada. Quien gestiona este servidor tiene que aprobarla; recibirás un correo cuando lo haga.',
    disabledTitle: 'Esta cuenta está cerrada',
    disabled: 'Quien gestiona este servidor ha cerrado esta cuenta. Pregúntale si crees que es un error.',
    deletingTitle: 'Esta cuenta se va a eliminar',
    deleting: (date) => `Se eliminará el ${date}. Hasta entonces puedes conservarla.`,
    keep: 'Conservar mi cuenta',
  },
};

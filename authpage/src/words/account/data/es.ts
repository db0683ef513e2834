import type { words as en } from './en.ts';
import { plural } from '../../plural.ts';

export const words: typeof en = {
  data: {
    exportTitle: 'Llévate tus datos',
    exportLead:
      'Un archivo (JSON) con tu perfil, aplicaciones, dispositivos, actividad, formas de entrar y, entero, lo que las aplicaciones guardan aquí.',
    exportHint:
      'Primero confirmas que eres tú. No contiene ninguna contraseña ni otro secreto de entrada, pero sí lo que guardan las aplicaciones: ponlo en un lugar seguro.',
    export: 'Exportar mis datos',
    deleteTitle: 'Elimina tu cuenta',
    deleteLead: 'Tu cuenta y todo lo que hay en ella desaparece para siempre.',
    grace:
      'Al principio solo se bloquea. Una carta dice hasta cuándo puedes cambiar de idea iniciando sesión; después de ' +
      'ese día nadie puede recuperarla, tampoco quien administra el servicio.',
    delete: 'Eliminar mi cuenta',
    deleteAsk: '¿Eliminar tu cuenta?',
    deleteContinue: 'Continuar',
    loses: 'Perderás:',
    losesProfile: 'tu nombre, tu foto y todo tu perfil',
    losesWays: 'tu contraseña, tus claves de acceso y tus códigos de reserva',
    losesApps: (clients) =>
      plural('es', clients, {
        one: 'la entrada a 1 aplicación conectada, que puede perder lo que guarda para ti',
        other: (count) =>
          `la entrada a ${count} aplicaciones conectadas, que pueden perder lo que guardan para ti`,
      }),
    losesRecords: 'lo que las aplicaciones guardan aquí para ti',
    losesEvents: 'tus dispositivos y tu actividad',
  },
};

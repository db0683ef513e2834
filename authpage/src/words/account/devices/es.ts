import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  devices: {
    title: 'Con la sesión iniciada',
    thisBrowser: 'Este navegador',
    unknownDevice: 'Navegador desconocido',
    unknownPlace: 'Lugar desconocido',
    signedInOn: (date) => `Sesión iniciada el ${date}`,
    lastSeen: (date) => `Visto por última vez el ${date}`,
    signOutOf: (device) => `Cerrar sesión en ${name(device)}`,
    ended: (device) => `La sesión en ${name(device)} está cerrada.`,
    alone: 'Solo tienes la sesión iniciada en este navegador.',
    manyTitle: 'Todo a la vez',
    manyLead: 'Para un dispositivo que has perdido o que no conoces.',
    endOthers: 'Cerrar todas las demás',
    endOthersTitle: '¿Cerrar todas las demás sesiones?',
    endOthersText:
      'En todas partes menos aquí habrá que iniciar sesión de nuevo. Lo escrito allí sin guardar puede perderse.',
    endedOthers: 'Ahora solo tienes la sesión iniciada en este navegador.',
    everywhere: 'Cerrar sesión en todas partes',
    everywhereTitle: '¿Cerrar sesión en todas partes?',
    everywhereText:
      'Todos los navegadores tendrán que iniciar sesión de nuevo, este también. Las aplicaciones pierden su acceso, y se avisa a las que pueden recibir el aviso.',
  },
};

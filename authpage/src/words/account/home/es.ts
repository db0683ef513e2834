import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: {
    title: 'Tu cuenta',
    clients: 'Aplicaciones conectadas',
    noClients:
      'No hay ninguna aplicación conectada. Cuando inicies sesión en una y le des acceso, aparecerá aquí.',
    allowedOn: (date) => `Permitido el ${date}`,
    withdraw: 'Retirar',
    withdrawFrom: (client) => `Retirar el acceso de ${name(client)}`,
    willLose: (client) =>
      `${name(client)} pierde su acceso ahora, también mientras no estás, y tendrá que pedírtelo de nuevo. ` +
      'Conserva lo que ya ha recibido.',
    withdrawn: (client) => `El acceso de ${name(client)} está retirado.`,
    sessions: 'Dónde tienes la sesión iniciada',
    sessionsLead: 'Un navegador cuya sesión cierres aquí tendrá que iniciarla de nuevo.',
    thisBrowser: 'Este navegador',
    unknownDevice: 'Navegador desconocido',
    signedInOn: (date) => `Sesión iniciada el ${date}`,
    lastSeen: (date) => `Visto por última vez el ${date}`,
    signOutOf: (device) => `Cerrar sesión en ${name(device)}`,
    ended: 'Sesión cerrada allí.',
    endOthers: 'Cerrar todas las demás',
    endedOthers: 'Solo tienes la sesión iniciada en este navegador.',
    everywhere: 'Cerrar sesión en todas partes',
    everywhereHint:
      'También las aplicaciones pierden su acceso, y se avisa a las que pueden recibir el aviso.',
  },
  waiting: {
    title: 'A la espera de tu respuesta',
    look: 'Ver y decidir',
    lookAt: (client) => `Ver y decidir lo que pide ${name(client)}`,
    since: (time) => `Pedido el ${time}`,
  },
};

import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: { nav: 'Tu cuenta' },
  sections: {
    profile: 'Perfil',
    security: 'Seguridad',
    vault: 'Bóveda',
    apps: 'Aplicaciones',
    devices: 'Dispositivos',
    events: 'Actividad',
    data: 'Tus datos',
  },
  leads: {
    profile: 'Quién eres, para las aplicaciones a las que permites saberlo.',
    security: 'Cómo demuestras que esta cuenta es tuya.',
    vault:
      'Lo que solo tú puedes abrir: tus notas y contraseñas, y la clave que hay detrás de tus aplicaciones.',
    apps: 'Qué has permitido y a quién. Puedes retirarlo en cualquier momento.',
    devices:
      'Dónde tienes la sesión iniciada. Un navegador cuya sesión cierres aquí tendrá que iniciarla de nuevo.',
    events:
      'Lo que ha pasado en tu cuenta. ¿No has sido tú? Cambia tu contraseña y cierra sesión en todas partes.',
    data: 'Lo que se guarda sobre ti: tuyo para llevártelo y tuyo para borrarlo.',
  },
  done: {
    'change-password': 'Tu nueva contraseña vale desde ahora.',
    'remove-password': 'Tu contraseña ya no existe. Desde ahora tus claves de acceso abren esta cuenta.',
    'change-email': 'Una carta va de camino a la nueva dirección. Abre su enlace para terminar.',
    'add-factor': 'Está configurado y vale desde ahora.',
    'remove-factor': 'Está eliminado y ya no abre nada.',
    export: 'Tus datos se han exportado.',
    'delete-account': 'Tu cuenta se va a eliminar.',
  },
  apps: {
    title: 'Aplicaciones conectadas',
    none: 'No hay ninguna aplicación conectada. Cuando inicies sesión en una y le des acceso, aparecerá aquí.',
    allowedOn: (date) => `Permitido el ${date}`,
    lastUsed: (date) => `Último uso el ${date}`,
    notInUse: 'Ahora no está en uso',
    withdraw: 'Retirar',
    withdrawFrom: (client) => `Retirar el acceso de ${name(client)}`,
    withdrawTitle: (client) => `¿Retirar el acceso de ${name(client)}?`,
    willLose: (client) =>
      `${name(client)} pierde su acceso ahora, también mientras no estás, y tendrá que pedírtelo de nuevo. ` +
      'Conserva lo que ya ha recibido.',
    withdrawn: (client) => `El acceso de ${name(client)} está retirado.`,
    newKeys: 'Claves nuevas',
    newKeysFor: (client) => `Claves nuevas para ${name(client)}`,
    newKeysTitle: (client) => `¿Dar claves nuevas a ${name(client)}?`,
    newKeysWhen: 'Solo si otra persona puede tener sus claves, por ejemplo con un dispositivo perdido.',
    newKeysText: (client) =>
      `${name(client)}, y toda aplicación que comparta sus claves, pierde ahora su acceso y recibe otras claves cuando vuelvas a iniciar sesión en ella.`,
    newKeysLose:
      'Lo que ha cifrado hasta ahora solo se abre con las claves anteriores, y nadie puede volver a dárselas: donde la aplicación no las haya guardado ella misma, se pierde para siempre.',
    newKeysGiven: (client) => `${name(client)} recibe claves nuevas cuando vuelvas a iniciar sesión en ella.`,
  },
  waiting: {
    title: 'A la espera de tu respuesta',
    look: 'Ver y decidir',
    lookAt: (client) => `Ver y decidir lo que pide ${name(client)}`,
    since: (time) => `Pedido el ${time}`,
  },
};

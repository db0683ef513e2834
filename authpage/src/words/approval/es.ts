import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  approval: {
    app: 'Aplicación',
    host: 'Su dirección',
    noHost: 'ninguna que conozcamos',
    askedAt: 'Momento de la pregunta',
    allowedTitle: 'Permitido',
    deniedTitle: 'Rechazado',
  },
  device: {
    title: 'Conectar un dispositivo',
    lead: 'Escribe el código que muestra el dispositivo que tienes delante.',
    code: 'Código del dispositivo',
    codeHint: 'Ocho letras, como WDJB-MJHT.',
    codeMissing: 'Escribe el código que muestra tu dispositivo.',
    codeUnknown:
      'Ningún dispositivo espera con este código. Compáralo con tu dispositivo; un código antiguo ya no sirve.',
    notFromOthers:
      '¿Alguien te envió este código, o un enlace con él? Entonces no sigas: le abrirías tu cuenta a esa persona.',
    asks: (client) => `${name(client)} pide acceso en un dispositivo`,
    question: '¿Empezaste esto en un dispositivo que tienes al lado?',
    warning: 'Si no, recházalo: quien tenga ese dispositivo entraría en tu cuenta.',
    where: 'El dispositivo',
    sameNetwork: (network) => `en la misma red que este navegador (${name(network)})`,
    otherNetwork: (network) => `en otra red que este navegador (${name(network)})`,
    allowed: 'Tu dispositivo sigue solo en un momento. Puedes cerrar esta página.',
    denied: 'El dispositivo no recibe nada. Puedes cerrar esta página.',
  },
  ciba: {
    asks: (client) => `${name(client)} pide tu respuesta`,
    question: '¿Acabas de empezar algo en esta aplicación?',
    message: 'Muestra este mensaje',
    compare: 'Permítelo solo si la aplicación muestra exactamente el mismo mensaje.',
    warning: 'Si no, recházalo: quien lo empezó actuaría en tu nombre.',
    allowed: 'La aplicación sigue sola en un momento. Puedes cerrar esta página.',
    denied: 'La aplicación no recibe nada. Puedes cerrar esta página.',
  },
};

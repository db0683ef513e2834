import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  records: {
    title: 'Lo que las aplicaciones guardan aquí para ti',
    lead: 'Las aplicaciones pueden guardar datos en tu cuenta, como una tarjeta o una dirección. Están cifrados con una clave solo de tu cuenta y aquí se ven en parte; una aplicación a la que se lo permitas puede verlos enteros.',
    none: 'Ninguna aplicación guarda nada aquí.',
    more: 'Mostrar más',
    keptBy: (client) => `Lo guarda ${name(client)}`,
    gone: 'Lo guarda una aplicación que ya no está',
    keptOn: (date) => `Desde el ${date}`,
    unreadable: 'No se puede leer por ahora',
    delete: 'Eliminar',
    deleteOf: (what) => `Eliminar: ${what}`,
    deleteTitle: (what) => `¿Eliminar: ${what}?`,
    willLose:
      'El dato desaparece para siempre, para toda aplicación que lo use aquí. Tu exportación lo contiene entero, si quieres conservarlo.',
    deleted: 'El dato está eliminado.',
    type: {
      'card-number': 'Número de tarjeta',
      iban: 'Cuenta bancaria (IBAN)',
      phone: 'Número de teléfono',
      address: 'Dirección',
      'national-id': 'Número de identidad nacional',
      'free-text': 'Nota',
    },
    otherType: (type) => `Tipo «${name(type)}»`,
    yours: {
      'card-number': 'tu número de tarjeta',
      iban: 'tu cuenta bancaria',
      phone: 'tu número de teléfono',
      address: 'tu dirección',
      'national-id': 'tu número de identidad nacional',
      'free-text': 'una nota tuya',
    },
    otherOfYours: (type) => `un dato del tipo «${name(type)}»`,
    happened: {
      'record.created': (client, what) => `${name(client)} puso ${what} en tu cuenta.`,
      'record.replaced': (client, what) => `${name(client)} cambió ${what} en tu cuenta.`,
      'record.revealed': (client, what) => `${name(client)} consultó ${what}.`,
      'record.deleted': (client, what) => `${name(client)} eliminó ${what} de tu cuenta.`,
    },
  },
};

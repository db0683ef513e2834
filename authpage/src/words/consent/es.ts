import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  consent: {
    title: (client) => `${name(client)} pide acceso`,
    answerGoesTo: 'Tu respuesta va a',
    signedInAs: 'Sesión iniciada como',
    describedAt: 'Dice quién es en',
    unchecked: 'Esta aplicación se registró ella misma. Nadie de este servicio la ha comprobado.',
    willBeAble: 'Si lo permites, esta aplicación puede:',
    where: 'Actuará por ti en',
    once: 'Solo por esta vez, te pide permiso para:',
    fresh: 'nuevo',
    nothing: 'reconocerte cuando vuelves, y nada más',
    away: 'Cuando no estás',
    technical: 'Detalles técnicos',
    scopes: 'Ámbitos',
    later: 'Puedes retirarlo cuando quieras en la página de tu cuenta.',
    allow: 'Permitir',
    deny: 'Rechazar',
    unknownScope: (scope) => `usar «${name(scope)}»`,
    resource: (identifier) => `actuar por ti en ${name(identifier)}`,
    unknownClaim: (claim) => `ver «${name(claim)}» de tu cuenta`,
    claim: {
      name: 'ver tu nombre',
      given_name: 'ver tu nombre de pila',
      family_name: 'ver tus apellidos',
      nickname: 'ver cómo te gusta que te llamen',
      picture: 'ver tu foto',
      website: 'ver tu sitio web',
      locale: 'ver tu idioma',
      zoneinfo: 'ver tu zona horaria',
      updated_at: 'ver cuándo cambiaron tus datos por última vez',
      email: 'ver tu dirección de correo',
      email_verified: 'ver si tu dirección de correo está confirmada',
    },
    scope: {
      openid: 'reconocerte cuando vuelves',
      profile: 'ver lo que dice tu perfil: nombre, foto, sitio web, idioma y zona horaria',
      email: 'ver tu dirección de correo',
      offline_access: 'mantener la sesión y actuar por ti mientras no estás, hasta que lo retires',
      device_sso: 'iniciar tu sesión en otras aplicaciones del mismo fabricante en este dispositivo',
      'records:read':
        'ver lo que las aplicaciones guardan aquí para ti, como tarjetas y direcciones, y de cada dato solo una parte: las últimas cifras o la localidad',
      'records:write':
        'guardar aquí datos para ti, como una tarjeta o una dirección, y cambiar o eliminar todo lo que se guarda aquí, también de otras aplicaciones',
      'records:reveal':
        'ver entero todo lo que se guarda aquí para ti, también de otras aplicaciones: números de tarjeta, cuentas bancarias, direcciones, notas',
      'vault:read':
        'ver lo que guarda para ti en tu bóveda, y nada de lo que guardan allí aplicaciones de otros fabricantes',
      'vault:write':
        'guardar para ti en tu bóveda datos que este servicio no puede leer, y cambiar o eliminar lo que guarda allí',
    },
  },
};

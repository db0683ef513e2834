import { isolate as name } from '../isolate.ts';
import type { KeyWords } from './en.ts';

export const words: KeyWords = {
  unlock: {
    title: 'Abre tu bóveda',
    opening: 'Abriendo tu bóveda…',
    lead: 'Tu bóveda está cerrada. Solo se abre en este navegador: el servidor no puede abrirla.',
    byPassword: 'Usar tu contraseña',
    byPasskey: 'Usar una clave de acceso',
    byRecovery: 'Usar tu clave de recuperación',
    open: 'Abrir la bóveda',
    noWay: 'Este navegador no puede abrirla: hace falta una de tus claves de acceso y un navegador que las conozca.',
    recoveryKey: 'Clave de recuperación',
    recoveryHint: '8 grupos de 5 letras y cifras. Mayúsculas, espacios y guiones dan igual.',
    recoveryMissing: 'Escribe tu clave de recuperación.',
    recoveryTurns: 'Sirve una vez: una nueva ocupa su lugar y se te muestra justo después.',
    stay: 'Dejarla abierta en este dispositivo hasta que cierre sesión',
    stayHint: 'Solo donde nadie más use tu navegador: hasta entonces se abre aquí sin preguntar.',
    staysOpen: 'Tu bóveda sigue abierta en este dispositivo hasta que cierres sesión o la cierres.',
  },
  makeKey: {
    lead: 'Todavía no tienes clave de bóveda. Se crea en este navegador y se cierra con tu contraseña o una clave de acceso; el servidor no la ve nunca.',
    make: 'Crear mi clave',
    byPasskey: 'Crearla con una clave de acceso',
    why: 'Tu contraseña, una vez más: cierra la clave nueva.',
  },
  recoverySheet: {
    title: 'Tu clave de recuperación',
    lead: 'Abre tu bóveda cuando se han perdido tu contraseña y tus claves de acceso. Solo se muestra ahora, y nadie puede volver a mostrarla.',
    file: (server, email) => `Clave de recuperación de ${email} en ${server}`,
    hint: 'Quien la tenga y pueda entrar como tú abre tu bóveda. Guárdala donde solo mires tú.',
    download: 'Descargar la clave',
    print: 'Imprimir la clave',
    kept: 'La he guardado',
  },
  rolledBack: {
    title: 'Detente aquí',
    text: 'Este servidor habla de una clave de bóveda más antigua que la que ha visto este navegador, o de ninguna.',
    why: 'Puede haber perdido datos, o alguien quiere que crees una clave nueva en lugar de la tuya. No toques tu bóveda y pregunta a quien lleva este servidor.',
  },
  keysStep: {
    title: (client) => `Claves para ${name(client)}`,
    gets: (client) => `${name(client)} recibe claves propias: con ellas abre lo que guarda cifrado para ti, y nada de otras aplicaciones.`,
    handing: 'Entregando las claves…',
  },
  newKeys: {
    title: 'Tu bóveda',
    willLock: 'Tu bóveda se cerrará: tu contraseña nueva por sí sola no la abre. Ábrela ahora y no se pierde nada.',
    stays: 'Tu bóveda está abierta y sigue a tu contraseña nueva.',
    toChange: 'Abre primero tu bóveda: así seguirá a tu contraseña nueva.',
    without: 'Seguir sin mi bóveda',
    withoutText: 'Queda cerrada un tiempo (90 días, salvo que el operador eligiera otra cosa). Hasta entonces la vuelve a abrir tu contraseña anterior o tu clave de recuperación; después se pierde lo que contiene. Las aplicaciones reciben otras claves.',
    choose: 'Escribe tu clave de recuperación, abre la bóveda con una clave de acceso o marca que sigues sin ella.',
    chooseWithout: 'Abre la bóveda con una clave de acceso, si la hay, o marca que sigues sin ella.',
    reloaded: 'Esta página se volvió a cargar y ya no tiene lo que abre tu bóveda. Inicia sesión una vez más con la contraseña que tienes.',
    signInAgain: 'Iniciar sesión otra vez',
  },
};

import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  factor: {
    titles: {
      passkey: 'Usa tu clave de acceso',
      totp: 'Código de tu aplicación de autenticación',
      'backup-codes': 'Uno de tus códigos de reserva',
      'email-code': 'Código de tu correo',
    },
    leads: {
      passkey: 'Una prueba más: tu navegador, teléfono o llave muestra que eres tú.',
      totp: 'Escribe las seis cifras que la aplicación muestra para esta cuenta.',
      'backup-codes': 'Escribe uno de los códigos que guardaste. Cada uno sirve una vez.',
    },
    ways: {
      passkey: 'Usar una clave de acceso',
      totp: 'Usar tu aplicación de autenticación',
      'backup-codes': 'Usar un código de reserva',
      'email-code': 'Recibir un código por correo',
    },
    tryAnother: 'Probar de otra manera',
    code: 'Código',
    codeMissing: 'Escribe el código.',
    remember: 'Recordar este navegador',
    rememberHint: 'Aquí bastará entonces tu contraseña. No lo hagas donde otros usan este navegador.',
    mailing: 'Enviando un código…',
    mailed: (email) => `Hemos enviado un código a ${name(email)}. Vale durante 10 minutos.`,
    mailAgain: 'Enviar otro código',
    mailAgainIn: (seconds) =>
      plural('es', seconds, {
        one: 'Podrás pedir otro código dentro de 1 segundo.',
        other: (count) => `Podrás pedir otro código dentro de ${count} segundos.`,
      }),
  },
  setUp: {
    passkeyTitle: 'Añadir una clave de acceso',
    passkeyLead:
      'Una clave de acceso se guarda en este dispositivo, en tu teléfono o en una llave de seguridad. Se abre con tu ' +
      'huella, tu cara o tu PIN, y solo sirve para este sitio.',
    passkeyNameHint: 'Para reconocerla en tu lista.',
    makePasskey: 'Crear una clave de acceso',
    totpTitle: 'Añadir una aplicación de autenticación',
    totpLead: 'Escanea esta imagen con una aplicación de autenticación en tu teléfono.',
    picture: 'Imagen (código QR) para una aplicación de autenticación',
    openApp: 'Abrir en una aplicación de este dispositivo',
    typeKey: 'O escribe esta clave en la aplicación:',
    codeHint: 'Las seis cifras que la aplicación muestra ahora.',
    codesTitle: 'Tus códigos de reserva',
    codesLead:
      'Cada uno abre tu cuenta una vez, en lugar de una clave de acceso o una aplicación que hayas perdido. Solo se ' +
      'muestran ahora.',
    download: 'Descargar',
    print: 'Imprimir',
    saved: 'Los he guardado',
    savedMissing: 'Guarda primero los códigos y después marca esta casilla.',
    file: (server, email) => `Códigos de reserva para ${email} en ${server}`,
    fileHint: 'Cada código sirve una vez. Guárdalos donde solo tú mires.',
  },
};

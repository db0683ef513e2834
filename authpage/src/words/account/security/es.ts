import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';
import { plural } from '../../plural.ts';

export const words: typeof en = {
  security: {
    password: 'Contraseña',
    passwordLead: 'Nunca sale de tu navegador. Este servidor ni siquiera podría leerla.',
    passwordSince: (date) => `Puesta el ${date}`,
    changePassword: 'Cambiar la contraseña',
    noPassword: 'No tienes: tus claves de acceso abren esta cuenta. Puedes poner una como segunda entrada.',
    setPassword: 'Poner una contraseña',
    alone: 'Abrir solo con claves de acceso',
    aloneTitle: '¿Quitar tu contraseña?',
    aloneText:
      'Desde entonces solo tus claves de acceso abren esta cuenta. Ten al menos dos, en dispositivos distintos, ' +
      'para que perder una no te deje fuera. Puedes volver a poner una contraseña en cualquier momento.',
    aloneAct: 'Quitar la contraseña',
    passkeys: 'Llaves de acceso',
    passkeysLead:
      'Inicia sesión con la huella, la cara, un PIN o una llave de seguridad. Solo funciona en este sitio.',
    noPasskeys: 'Aún no tienes ninguna. Con una, entrar es un toque que nadie puede sacarte con engaños.',
    addPasskey: 'Añadir una clave de acceso',
    synced: 'Sincronizada con tus otros dispositivos',
    oneDevice: 'Solo en un dispositivo',
    addedOn: (date) => `Añadida el ${date}`,
    lastUsed: (date) => `Último uso el ${date}`,
    neverUsed: 'Sin usar todavía',
    rename: 'Renombrar',
    renameOf: (factor) => `Renombrar ${name(factor)}`,
    label: 'Nombre de esta clave de acceso',
    labelMissing: 'Escribe un nombre por el que la reconozcas.',
    renamed: 'El nuevo nombre está guardado.',
    remove: 'Eliminar',
    removeOf: (factor) => `Eliminar ${name(factor)}`,
    removeTitle: (factor) => `¿Eliminar ${name(factor)}?`,
    losesPasskey:
      'Esta clave de acceso ya no abrirá nada. Tu dispositivo conserva su mitad hasta que la borres allí, en sus ajustes.',
    totp: 'Aplicación de autenticación',
    totpLead:
      'Una aplicación en tu teléfono muestra un código que cambia cada 30 segundos. Se pide después de la contraseña.',
    noTotp: 'Sin configurar. Con ella, quien descubra tu contraseña sigue sin poder entrar.',
    setUpTotp: 'Configurar una aplicación',
    losesTotp:
      'Sus códigos dejarán de valer. Si tampoco tienes una clave de acceso, solo se pedirá tu contraseña.',
    backup: 'Códigos de reserva',
    backupLead:
      'Diez códigos en papel, para el día en que te falte el teléfono. Cada uno lo sustituye una vez.',
    noBackup:
      'No tienes. Créalos cuando tengas una clave de acceso o una aplicación, y guárdalos en otro sitio.',
    makeBackup: 'Crear códigos de reserva',
    backupLeft: (left) =>
      plural('es', left, {
        one: (count) => `Queda ${count} de 10`,
        other: (count) => `Quedan ${count} de 10`,
      }),
    backupFew: 'Quedan pocos. Crea otros antes de que te hagan falta.',
    madeOn: (date) => `Creados el ${date}`,
    renewBackup: 'Crear códigos nuevos',
    renewBackupTitle: '¿Crear códigos de reserva nuevos?',
    renewBackupText: 'Todos los códigos que tienes ahora dejarán de valer. Tira ese papel y guarda el nuevo.',
  },
};

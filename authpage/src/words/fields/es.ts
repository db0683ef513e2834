import type { words as en } from './en.ts';

export const words: typeof en = {
  fields: {
    email: 'Correo electrónico',
    password: 'Contraseña',
    repeatPassword: 'Repetir la contraseña',
    name: 'Nombre',
    show: 'Mostrar',
    hide: 'Ocultar',
    showPassword: 'Mostrar la contraseña',
    hidePassword: 'Ocultar la contraseña',
    capsLock: 'El bloqueo de mayúsculas está activado.',
    emailMissing: 'Escribe tu dirección de correo.',
    emailMalformed: 'Escribe una dirección de correo, por ejemplo nombre@ejemplo.es.',
    passwordMissing: 'Escribe tu contraseña.',
    nameMissing: 'Escribe el nombre que las aplicaciones pueden mostrar.',
    nameLong: 'Usa como máximo 120 caracteres.',
    nameCharacters: 'Usa solo letras, cifras y signos: en este nombre hay algo invisible.',
    nameHint: 'Pueden verlo las aplicaciones a las que se lo permitas. Vale cualquier nombre.',
  },
};

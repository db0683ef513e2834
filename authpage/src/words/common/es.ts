import type { words as en } from './en.ts';

export const words: typeof en = {
  common: {
    continue: 'Continuar',
    cancel: 'Cancelar',
    tryAgain: 'Intentar de nuevo',
    startAgain: 'Empezar de nuevo',
    signIn: 'Iniciar sesión',
    signOut: 'Cerrar sesión',
    createAccount: 'Crear cuenta',
    useAnother: 'Usar otra cuenta',
    checking: 'Comprobando…',
    working: 'Un momento…',
    requestId: 'Número de solicitud',
    copy: 'Copiar',
    copied: 'Copiado',
    forDevelopers: 'Para desarrolladores',
    privacyPolicy: 'Política de privacidad',
    terms: 'Condiciones del servicio',
    footer: 'Acceso mediante',
    language: 'Idioma',
  },
};

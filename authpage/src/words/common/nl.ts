import type { words as en } from './en.ts';

export const words: typeof en = {
  common: {
    continue: 'Verder',
    cancel: 'Annuleren',
    tryAgain: 'Opnieuw proberen',
    startAgain: 'Opnieuw beginnen',
    signIn: 'Inloggen',
    signOut: 'Uitloggen',
    createAccount: 'Account aanmaken',
    useAnother: 'Ander account gebruiken',
    checking: 'Even controleren…',
    working: 'Een ogenblik…',
    requestId: 'Verzoeknummer',
    copy: 'Kopiëren',
    copied: 'Gekopieerd',
    forDevelopers: 'Voor ontwikkelaars',
    privacyPolicy: 'Privacybeleid',
    terms: 'Voorwaarden',
    footer: 'Inloggen via',
    language: 'Taal',
  },
};

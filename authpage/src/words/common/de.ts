import type { words as en } from './en.ts';

export const words: typeof en = {
  common: {
    continue: 'Weiter',
    cancel: 'Abbrechen',
    tryAgain: 'Erneut versuchen',
    startAgain: 'Neu beginnen',
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    createAccount: 'Konto erstellen',
    useAnother: 'Anderes Konto verwenden',
    checking: 'Wird geprüft…',
    working: 'Einen Moment…',
    requestId: 'Anfragenummer',
    copy: 'Kopieren',
    copied: 'Kopiert',
    forDevelopers: 'Für Entwickler',
    privacyPolicy: 'Datenschutzerklärung',
    terms: 'Nutzungsbedingungen',
    footer: 'Anmeldung über',
    language: 'Sprache',
  },
};

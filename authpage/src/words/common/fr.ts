import type { words as en } from './en.ts';

export const words: typeof en = {
  common: {
    continue: 'Continuer',
    cancel: 'Annuler',
    tryAgain: 'Réessayer',
    startAgain: 'Recommencer',
    signIn: 'Se connecter',
    signOut: 'Se déconnecter',
    createAccount: 'Créer un compte',
    useAnother: 'Utiliser un autre compte',
    checking: 'Vérification…',
    working: 'Un instant…',
    requestId: 'Numéro de la demande',
    copy: 'Copier',
    copied: 'Copié',
    forDevelopers: 'Pour les développeurs',
    privacyPolicy: 'Politique de confidentialité',
    terms: 'Conditions d’utilisation',
    footer: 'Connexion par',
    language: 'Langue',
  },
};

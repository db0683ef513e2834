/** What many views say. */
export const words = {
  common: {
    continue: 'Continue',
    cancel: 'Cancel',
    tryAgain: 'Try again',
    startAgain: 'Start again',
    signIn: 'Sign in',
    signOut: 'Sign out',
    createAccount: 'Create account',
    useAnother: 'Use another account',
    checking: 'Checking…',
    working: 'One moment…',
    requestId: 'Request id',
    copy: 'Copy',
    copied: 'Copied',
    forDevelopers: 'For developers',
    privacyPolicy: 'Privacy policy',
    terms: 'Terms of service',
    footer: 'Sign-in by',
    language: 'Language',
  },
};

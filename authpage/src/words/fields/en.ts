/** Labels, hints and errors of fields. */
export const words = {
  fields: {
    email: 'Email',
    password: 'Password',
    repeatPassword: 'Repeat password',
    name: 'Name',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    capsLock: 'Caps Lock is on.',
    emailMissing: 'Enter your e-mail address.',
    emailMalformed: 'Enter an e-mail address such as name@example.org.',
    passwordMissing: 'Enter your password.',
    nameMissing: 'Enter the name that apps may show.',
    nameLong: 'Use at most 120 characters.',
    nameCharacters: 'Use letters, digits and signs only: something invisible is in this name.',
    nameHint: 'Apps you allow may see it. You can use any name.',
  },
};

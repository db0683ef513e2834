import type { words as en } from './en.ts';

export const words: typeof en = {
  fields: {
    email: 'E-mailadres',
    password: 'Wachtwoord',
    repeatPassword: 'Wachtwoord herhalen',
    name: 'Naam',
    show: 'Tonen',
    hide: 'Verbergen',
    showPassword: 'Wachtwoord tonen',
    hidePassword: 'Wachtwoord verbergen',
    capsLock: 'Caps Lock staat aan.',
    emailMissing: 'Vul je e-mailadres in.',
    emailMalformed: 'Vul een e-mailadres in zoals naam@voorbeeld.nl.',
    passwordMissing: 'Vul je wachtwoord in.',
    nameMissing: 'Vul de naam in die apps mogen tonen.',
    nameLong: 'Gebruik hooguit 120 tekens.',
    nameCharacters: 'Gebruik alleen letters, cijfers en tekens: er zit iets onzichtbaars in deze naam.',
    nameHint: 'Apps die je toestemming geeft kunnen hem zien. Elke naam mag.',
  },
};

import type { words as en } from './en.ts';

export const words: typeof en = {
  fields: {
    email: 'E-Mail',
    password: 'Passwort',
    repeatPassword: 'Passwort wiederholen',
    name: 'Name',
    show: 'Anzeigen',
    hide: 'Verbergen',
    showPassword: 'Passwort anzeigen',
    hidePassword: 'Passwort verbergen',
    capsLock: 'Die Feststelltaste ist an.',
    emailMissing: 'Gib deine E-Mail-Adresse ein.',
    emailMalformed: 'Gib eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.',
    passwordMissing: 'Gib dein Passwort ein.',
    nameMissing: 'Gib den Namen ein, den Apps zeigen dürfen.',
    nameLong: 'Verwende höchstens 120 Zeichen.',
    nameCharacters: 'Verwende nur Buchstaben, Ziffern und Zeichen: In diesem Namen steht etwas Unsichtbares.',
    nameHint: 'Apps, denen du es erlaubst, können ihn sehen. Jeder Name ist möglich.',
  },
};

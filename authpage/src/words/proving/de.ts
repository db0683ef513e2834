import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  passkeys: {
    signIn: 'Mit einem Passkey anmelden',
    or: 'oder',
    follow: 'Dein Browser fragt jetzt nach deinem Passkey…',
  },
  acts: {
    title: 'Bestätige, dass du es bist',
    why: {
      'change-password': 'Du bist dabei, ein neues Passwort zu wählen.',
      'remove-password':
        'Du bist dabei, dein Passwort zu entfernen. Danach öffnen nur noch deine Passkeys dein Konto.',
      'change-email': (address) => `Du bist dabei, deine Adresse in ${name(address)} zu ändern.`,
      'add-factor': 'Du bist dabei, einen weiteren Nachweis hinzuzufügen, dass du es bist.',
      'remove-factor': (label) => `Du bist dabei, ${name(label)} zu entfernen.`,
      export: 'Du bist dabei, alles herunterzuladen, was über dich gespeichert ist.',
      'delete-account': 'Du bist dabei, dein Konto zu löschen.',
    },
    stronger: 'Diese App verlangt einen stärkeren Nachweis, dass du es bist.',
  },
  forgotPassword: 'Passwort vergessen?',
  yourAccount: 'Dein Konto',
  otherTab: {
    wentOn:
      'Du hast in einem anderen Tab weitergemacht. Geh hier weiter, um zu sehen, was als Nächstes kommt.',
  },
};

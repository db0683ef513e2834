import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  passkeys: {
    signIn: 'Inloggen met een passkey',
    or: 'of',
    follow: 'Je browser vraagt nu om je passkey…',
  },
  acts: {
    title: 'Bevestig dat jij het bent',
    why: {
      'change-password': 'Je gaat een nieuw wachtwoord kiezen.',
      'remove-password':
        'Je gaat je wachtwoord verwijderen. Daarna openen alleen je passkeys je account nog.',
      'change-email': (address) => `Je gaat je adres veranderen in ${name(address)}.`,
      'add-factor': 'Je gaat een extra manier toevoegen om te bewijzen dat jij het bent.',
      'remove-factor': (label) => `Je gaat ${name(label)} verwijderen.`,
      export: 'Je gaat alles downloaden wat er over je wordt bewaard.',
      'delete-account': 'Je gaat je account verwijderen.',
    },
    stronger: 'Deze app vraagt om een sterker bewijs dat jij het bent.',
  },
  forgotPassword: 'Wachtwoord vergeten?',
  yourAccount: 'Jouw account',
  otherTab: {
    wentOn: 'Je bent verdergegaan in een ander tabblad. Ga hier door om te zien wat er nu komt.',
  },
};

import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  signUp: {
    title: 'Konto erstellen',
    lead: 'Wir senden einen Link an deine Adresse. Nachdem du ihn geöffnet hast, wählst du ein Passwort.',
    haveAccount: 'Hast du schon ein Konto?',
    mailTitle: 'Sieh in deine Mails',
    mailSent: (email) =>
      `Wir haben eine Nachricht an ${name(email)} gesendet. Öffne den Link darin, um weiterzumachen.`,
    mailHint:
      'Nach ein paar Minuten noch nichts? Sieh bei den unerwünschten Mails nach oder prüfe die Adresse.',
    sendAgain: 'Noch einmal senden',
    sentAgain: 'Noch einmal gesendet.',
    otherAddress: 'Andere Adresse verwenden',
    opening: 'Dein Link wird geöffnet…',
    choose: 'Wähle einen Namen und ein Passwort',
    forAddress: 'Das Konto ist für',
  },
};

import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { hostOf, letter, type LetterWords } from './frame.ts';

interface Asking {
  readonly host: string;
  readonly client: string;
  readonly message: string | undefined;
}

const WORDS: Readonly<Record<Locale, (asking: Asking) => LetterWords>> = {
  en: ({ host, client, message }) => ({
    subject: 'An app waits for your answer',
    before: [
      `The app ${client} asks ${host} to confirm that it is you.`,
      ...(message === undefined ? [] : [`It shows this message: ${message}`]),
      'Look at what it asks for, then allow or deny it:',
    ],
    action: 'Look and decide',
    after: [
      'The question expires after a few minutes. Until you allow it, the app gets nothing.',
      'If you did not start anything at this app, deny it. Whoever started it may want to act in your name.',
    ],
    footer: `Sent by ${host}, which runs Tacet.`,
  }),
  nl: ({ host, client, message }) => ({
    subject: 'Een app wacht op je antwoord',
    before: [
      `De app ${client} vraagt ${host} om te bevestigen dat jij het bent.`,
      ...(message === undefined ? [] : [`De app toont dit bericht: ${message}`]),
      'Bekijk wat de app vraagt en sta het toe of weiger het:',
    ],
    action: 'Bekijken en beslissen',
    after: [
      'De vraag verloopt na enkele minuten. Zolang je niets toestaat, krijgt de app niets.',
      'Ben je zelf niets begonnen bij deze app? Weiger dan. Wie het begon, wil misschien namens jou handelen.',
    ],
    footer: `Verstuurd door ${host}, dat op Tacet draait.`,
  }),
};

/** Somebody is asked by an app that they are not looking at (CIBA). The link alone allows nothing. */
export function appAsksLetter(q: {
  to: Email;
  locale: Locale;
  clientName: string;
  bindingMessage: string | undefined;
  link: string;
}): Letter {
  const asking = { host: hostOf(q.link), client: q.clientName, message: q.bindingMessage };
  return letter({ to: q.to, locale: q.locale, link: q.link, words: WORDS[q.locale](asking) });
}

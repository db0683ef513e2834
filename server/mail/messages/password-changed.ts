import type { Locale } from '../../../contract/page.ts';
import type { Letter } from '../letter.ts';
import { hostOf } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

type How = 'changed' | 'reset';

const WORDS: Readonly<Record<Locale, Readonly<Record<How, (host: string) => NoticeWords>>>> = {
  en: {
    changed: (host) => ({
      subject: 'Your password was changed',
      happened: [`The password of your account at ${host} was changed.`],
      advice: [
        'If it was you, you need not do anything. If it was not, choose “Forgot password?” when you sign in, then sign out what you do not know here:',
      ],
      action: 'Check security',
    }),
    reset: (host) => ({
      subject: 'Your password was reset',
      happened: [
        `The password of your account at ${host} was reset with a link from your mail. You were signed out everywhere.`,
      ],
      advice: [
        'If it was you, you need not do anything. If it was not, somebody else reads your mail: change the password of your mailbox first, then choose “Forgot password?” when you sign in here:',
      ],
      action: 'Check security',
    }),
  },
  nl: {
    changed: (host) => ({
      subject: 'Je wachtwoord is gewijzigd',
      happened: [`Het wachtwoord van je account bij ${host} is gewijzigd.`],
      advice: [
        'Was jij het? Dan hoef je niets te doen. Was jij het niet? Kies bij het inloggen “Wachtwoord vergeten?” en log daarna hier uit wat je niet kent:',
      ],
      action: 'Beveiliging bekijken',
    }),
    reset: (host) => ({
      subject: 'Je wachtwoord is opnieuw ingesteld',
      happened: [
        `Het wachtwoord van je account bij ${host} is opnieuw ingesteld met een link uit je mail. Je bent overal uitgelogd.`,
      ],
      advice: [
        'Was jij het? Dan hoef je niets te doen. Was jij het niet? Dan leest iemand anders je mail: wijzig eerst het wachtwoord van je mailbox en kies daarna hier bij het inloggen “Wachtwoord vergeten?”:',
      ],
      action: 'Beveiliging bekijken',
    }),
  },
};

/** By its owner who knew the old one, or with a link from the mailbox: what to do differs if it was neither. */
export function passwordChangedLetter(q: Notice & { readonly how: How }): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale][q.how](hostOf(q.link)) });
}

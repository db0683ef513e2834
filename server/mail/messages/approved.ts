import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string], LinkedWords> = {
  en: (host) => ({
    subject: 'Your account was approved',
    before: [`Your account at ${host} was approved. You can sign in now:`],
    action: 'Sign in',
    after: [],
  }),
  nl: (host) => ({
    subject: 'Je account is goedgekeurd',
    before: [`Je account bij ${host} is goedgekeurd. Je kunt nu inloggen:`],
    action: 'Inloggen',
    after: [],
  }),
  de: (host) => ({
    subject: 'Dein Konto ist freigegeben',
    before: [`Dein Konto bei ${host} ist freigegeben. Du kannst dich jetzt anmelden:`],
    action: 'Anmelden',
    after: [],
  }),
  fr: (host) => ({
    subject: 'Ton compte est validé',
    before: [`Ton compte chez ${host} est validé. Tu peux maintenant te connecter\u00a0:`],
    action: 'Se connecter',
    after: [],
  }),
  es: (host) => ({
    subject: 'Tu cuenta está aprobada',
    before: [`Tu cuenta en ${host} está aprobada. Ya puedes iniciar sesión:`],
    action: 'Iniciar sesión',
    after: [],
  }),
  ar: (host) => ({
    subject: 'تمت الموافقة على حسابك',
    before: [`تمت الموافقة على حسابك في ${host}. يمكنك تسجيل الدخول الآن:`],
    action: 'تسجيل الدخول',
    after: [],
  }),
};

/** Somebody said yes. */
export function approvedLetter(q: { to: Email; locale: Locale; link: string }): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}

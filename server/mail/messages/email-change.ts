import type { Locale } from '../../../contract/page.ts';
import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration } from './format.ts';
import { hostOf, letter, type LinkedWords, type Spoken } from './frame.ts';

const WORDS: Spoken<[host: string, valid: string], LinkedWords> = {
  en: (host, valid) => ({
    subject: 'Confirm your new e-mail address',
    before: [
      `Somebody, most likely you, wants to use this e-mail address for an account at ${host}.`,
      'Open this link to confirm it:',
    ],
    action: 'Confirm address',
    after: [
      `The link works once, within ${valid}.`,
      'If it was not you, you need not do anything: without the link nothing changes.',
    ],
  }),
  nl: (host, valid) => ({
    subject: 'Bevestig je nieuwe e-mailadres',
    before: [
      `Iemand, waarschijnlijk jij, wil dit e-mailadres gebruiken voor een account bij ${host}.`,
      'Open deze link om het te bevestigen:',
    ],
    action: 'Adres bevestigen',
    after: [
      `De link werkt één keer, binnen ${valid}.`,
      'Was jij het niet? Dan hoef je niets te doen: zonder de link verandert er niets.',
    ],
  }),
  de: (host, valid) => ({
    subject: 'Bestätige deine neue E-Mail-Adresse',
    before: [
      `Jemand, vermutlich du, möchte diese E-Mail-Adresse für ein Konto bei ${host} verwenden.`,
      'Öffne diesen Link, um sie zu bestätigen:',
    ],
    action: 'Adresse bestätigen',
    after: [
      `Der Link funktioniert einmal. Gültigkeit: ${valid}.`,
      'Warst du es nicht? Dann musst du nichts tun: Ohne den Link ändert sich nichts.',
    ],
  }),
  fr: (host, valid) => ({
    subject: 'Confirme ta nouvelle adresse e-mail',
    before: [
      `Quelqu’un, sans doute toi, veut utiliser cette adresse e-mail pour un compte chez ${host}.`,
      'Ouvre ce lien pour la confirmer\u00a0:',
    ],
    action: 'Confirmer l’adresse',
    after: [
      `Le lien fonctionne une seule fois. Durée de validité\u00a0: ${valid}.`,
      'Si ce n’était pas toi, tu n’as rien à faire\u00a0: sans le lien, rien ne change.',
    ],
  }),
  es: (host, valid) => ({
    subject: 'Confirma tu nueva dirección de correo',
    before: [
      `Alguien, seguramente tú, quiere usar esta dirección de correo para una cuenta en ${host}.`,
      'Abre este enlace para confirmarla:',
    ],
    action: 'Confirmar dirección',
    after: [
      `El enlace sirve una sola vez. Validez: ${valid}.`,
      'Si no fuiste tú, no tienes que hacer nada: sin el enlace nada cambia.',
    ],
  }),
  ar: (host, valid) => ({
    subject: 'أكّد عنوان بريدك الإلكتروني الجديد',
    before: [
      `يريد شخص ما، وهو أنت على الأرجح، استخدام عنوان البريد الإلكتروني هذا لحساب في ${host}.`,
      'افتح هذا الرابط لتأكيده:',
    ],
    action: 'تأكيد العنوان',
    after: [
      `يعمل الرابط مرة واحدة فقط. مدة الصلاحية: ${valid}.`,
      'إن لم تكن أنت، فلا حاجة إلى فعل شيء: من دون الرابط لا يتغير شيء.',
    ],
  }),
};

/** To the new address: proves it before anything changes (EM-09). */
export function emailChangeLetter(q: {
  to: Email;
  locale: Locale;
  link: string;
  validSeconds: number;
}): Letter {
  return letter({ ...q, words: WORDS[q.locale](hostOf(q.link), duration(q.validSeconds, q.locale)) });
}

import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { duration, masked } from './format.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string, newAddress: string, valid: string], NoticeWords> = {
  en: (host, newAddress, valid) => ({
    subject: 'Your e-mail address was changed',
    happened: [
      `The e-mail address of your account at ${host} is now ${newAddress}. Letters about your account go ` +
        'there from now on.',
    ],
    advice: [
      'If it was you, you need not do anything. If it was not, this link gives your account its old ' +
        'address back:',
    ],
    action: 'Undo the change',
    after: [
      `The link works once, within ${valid}. You choose a new password there, so that whoever did this ` +
        'stays out.',
    ],
  }),
  nl: (host, newAddress, valid) => ({
    subject: 'Je e-mailadres is gewijzigd',
    happened: [
      `Het e-mailadres van je account bij ${host} is nu ${newAddress}. Berichten over je account gaan ` +
        'voortaan daarheen.',
    ],
    advice: [
      'Was jij het? Dan hoef je niets te doen. Was jij het niet? Deze link geeft je account zijn oude ' +
        'adres terug:',
    ],
    action: 'Wijziging terugdraaien',
    after: [
      `De link werkt één keer, binnen ${valid}. Je kiest daar een nieuw wachtwoord, zodat wie dit deed ` +
        'buiten blijft.',
    ],
  }),
  de: (host, newAddress, valid) => ({
    subject: 'Deine E-Mail-Adresse wurde geändert',
    happened: [
      `Die E-Mail-Adresse deines Kontos bei ${host} ist jetzt ${newAddress}. Nachrichten zu deinem Konto ` +
        'gehen ab jetzt dorthin.',
    ],
    advice: [
      'Warst du es? Dann musst du nichts tun. Warst du es nicht? Dieser Link gibt deinem Konto seine ' +
        'alte Adresse zurück:',
    ],
    action: 'Änderung rückgängig machen',
    after: [
      `Der Link funktioniert einmal. Gültigkeit: ${valid}. Du wählst dort ein neues Passwort, damit ` +
        'draußen bleibt, wer das getan hat.',
    ],
  }),
  fr: (host, newAddress, valid) => ({
    subject: 'Ton adresse e-mail a été changée',
    happened: [
      `L’adresse e-mail de ton compte chez ${host} est maintenant ${newAddress}. Les messages au sujet ` +
        'de ton compte y arriveront désormais.',
    ],
    advice: [
      'Si c’était toi, tu n’as rien à faire. Sinon, ce lien rend à ton compte son ancienne adresse\u00a0:',
    ],
    action: 'Annuler le changement',
    after: [
      `Le lien fonctionne une seule fois. Durée de validité\u00a0: ${valid}. Tu y choisiras un nouveau ` +
        'mot de passe, pour que la personne qui a fait cela reste dehors.',
    ],
  }),
  es: (host, newAddress, valid) => ({
    subject: 'Se cambió tu dirección de correo',
    happened: [
      `La dirección de correo de tu cuenta en ${host} es ahora ${newAddress}. Los mensajes sobre tu ` +
        'cuenta llegarán allí desde ahora.',
    ],
    advice: [
      'Si fuiste tú, no tienes que hacer nada. Si no, este enlace devuelve a tu cuenta su dirección ' +
        'anterior:',
    ],
    action: 'Deshacer el cambio',
    after: [
      `El enlace sirve una sola vez. Validez: ${valid}. Allí eliges una contraseña nueva, para que quien ` +
        'lo hizo se quede fuera.',
    ],
  }),
  ar: (host, newAddress, valid) => ({
    subject: 'تم تغيير عنوان بريدك الإلكتروني',
    happened: [
      `عنوان البريد الإلكتروني لحسابك في ${host} هو الآن ${newAddress}. ستصل الرسائل المتعلقة بحسابك ` +
        'إليه من الآن فصاعدًا.',
    ],
    advice: ['إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فهذا الرابط يعيد إلى حسابك عنوانه القديم:'],
    action: 'التراجع عن التغيير',
    after: [
      `يعمل الرابط مرة واحدة فقط. مدة الصلاحية: ${valid}. وهناك تختار كلمة مرور جديدة، ليبقى من فعل ذلك ` +
        'خارج حسابك.',
    ],
  }),
};

/** To the old address, with the way back (EM-09). */
export function emailChangedLetter(
  q: Notice & { readonly newEmail: Email; readonly validSeconds: number },
): Letter {
  return noticeLetter({
    ...q,
    words: WORDS[q.locale](hostOf(q.link), masked(q.newEmail), duration(q.validSeconds, q.locale)),
  });
}

import type { Email } from '../../accounts/email.ts';
import type { Letter } from '../letter.ts';
import { masked } from './format.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string, newAddress: string], NoticeWords> = {
  en: (host, newAddress) => ({
    subject: 'Somebody asked to change your e-mail address',
    happened: [
      `Somebody, most likely you, asked to change the e-mail address of your account at ${host} to ` +
        `${newAddress}.`,
      'Nothing has changed yet: the new address must be confirmed first.',
    ],
    advice: [
      'If it was you, you need not do anything here. If it was not, somebody is signed in to your ' +
        'account: change your password and sign out what you do not know:',
    ],
    action: 'Check security',
  }),
  nl: (host, newAddress) => ({
    subject: 'Iemand wil je e-mailadres wijzigen',
    happened: [
      `Iemand, waarschijnlijk jij, wil het e-mailadres van je account bij ${host} wijzigen in ${newAddress}.`,
      'Er is nog niets veranderd: het nieuwe adres moet eerst bevestigd worden.',
    ],
    advice: [
      'Was jij het? Dan hoef je hier niets te doen. Was jij het niet? Dan is iemand anders ingelogd op ' +
        'je account: wijzig je wachtwoord en log uit wat je niet kent:',
    ],
    action: 'Beveiliging bekijken',
  }),
  de: (host, newAddress) => ({
    subject: 'Jemand möchte deine E-Mail-Adresse ändern',
    happened: [
      `Jemand, vermutlich du, möchte die E-Mail-Adresse deines Kontos bei ${host} in ${newAddress} ändern.`,
      'Noch ist nichts geändert: Die neue Adresse muss erst bestätigt werden.',
    ],
    advice: [
      'Warst du es? Dann musst du hier nichts tun. Warst du es nicht? Dann ist jemand anders in deinem ' +
        'Konto angemeldet: Ändere dein Passwort und melde ab, was du nicht kennst:',
    ],
    action: 'Sicherheit prüfen',
  }),
  fr: (host, newAddress) => ({
    subject: 'Quelqu’un veut changer ton adresse e-mail',
    happened: [
      `Quelqu’un, sans doute toi, a demandé à remplacer l’adresse e-mail de ton compte chez ${host} par ` +
        `${newAddress}.`,
      'Rien n’a encore changé\u00a0: la nouvelle adresse doit d’abord être confirmée.',
    ],
    advice: [
      'Si c’était toi, tu n’as rien à faire ici. Sinon, quelqu’un d’autre est connecté à ton ' +
        'compte\u00a0: change ton mot de passe et déconnecte ce que tu ne connais pas\u00a0:',
    ],
    action: 'Vérifier la sécurité',
  }),
  es: (host, newAddress) => ({
    subject: 'Alguien quiere cambiar tu dirección de correo',
    happened: [
      `Alguien, seguramente tú, pidió cambiar la dirección de correo de tu cuenta en ${host} por ` +
        `${newAddress}.`,
      'Todavía no ha cambiado nada: primero hay que confirmar la dirección nueva.',
    ],
    advice: [
      'Si fuiste tú, no tienes que hacer nada aquí. Si no, otra persona tiene una sesión abierta en tu ' +
        'cuenta: cambia tu contraseña y cierra lo que no conozcas:',
    ],
    action: 'Revisar la seguridad',
  }),
  ar: (host, newAddress) => ({
    subject: 'هناك من يطلب تغيير عنوان بريدك الإلكتروني',
    happened: [
      `طلب شخص ما، وهو أنت على الأرجح، تغيير عنوان البريد الإلكتروني لحسابك في ${host} إلى ${newAddress}.`,
      'لم يتغير شيء بعد: يجب تأكيد العنوان الجديد أولًا.',
    ],
    advice: [
      'إن كنت أنت من طلب ذلك، فلا حاجة إلى فعل شيء هنا. وإلا فهناك من سجّل الدخول إلى حسابك: غيّر كلمة ' +
        'مرورك وسجّل خروج كل ما لا تعرفه:',
    ],
    action: 'مراجعة الأمان',
  }),
};

/** To the old address. The new one is masked: an old mailbox may have other readers by now. */
export function emailChangeAskedLetter(q: Notice & { readonly newEmail: Email }): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link), masked(q.newEmail)) });
}

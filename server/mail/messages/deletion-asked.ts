import type { Letter } from '../letter.ts';
import { moment } from './format.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string, day: string], NoticeWords> = {
  en: (host, day) => ({
    subject: 'Your account will be deleted',
    happened: [
      `Somebody, most likely you, asked to delete your account at ${host}. It will be deleted on ${day}, ` +
        'with everything in it.',
    ],
    advice: [
      'If that is what you want, you need not do anything. To keep the account, sign in before then. If ' +
        'it was not you, change your password then too:',
    ],
    action: 'Keep account',
  }),
  nl: (host, day) => ({
    subject: 'Je account wordt verwijderd',
    happened: [
      `Iemand, waarschijnlijk jij, vroeg om je account bij ${host} te verwijderen. Het wordt verwijderd ` +
        `op ${day}, met alles erin.`,
    ],
    advice: [
      'Wil je dat? Dan hoef je niets te doen. Wil je het account houden? Log dan vóór die dag in. Was ' +
        'jij het niet? Wijzig dan ook je wachtwoord:',
    ],
    action: 'Account houden',
  }),
  de: (host, day) => ({
    subject: 'Dein Konto wird gelöscht',
    happened: [
      `Jemand, vermutlich du, möchte dein Konto bei ${host} löschen. Es wird mit allem, was darin ist, ` +
        `gelöscht: ${day}.`,
    ],
    advice: [
      'Möchtest du das? Dann musst du nichts tun. Möchtest du das Konto behalten? Melde dich vorher an. ' +
        'Warst du es nicht? Ändere dann auch dein Passwort:',
    ],
    action: 'Konto behalten',
  }),
  fr: (host, day) => ({
    subject: 'Ton compte va être supprimé',
    happened: [
      `Quelqu’un, sans doute toi, a demandé à supprimer ton compte chez ${host}. Il sera supprimé le ` +
        `${day}, avec tout ce qu’il contient.`,
    ],
    advice: [
      'Si c’est ce que tu veux, tu n’as rien à faire. Pour garder le compte, connecte-toi avant. Si ce ' +
        'n’était pas toi, change alors aussi ton mot de passe\u00a0:',
    ],
    action: 'Garder le compte',
  }),
  es: (host, day) => ({
    subject: 'Tu cuenta se va a eliminar',
    happened: [
      `Alguien, seguramente tú, pidió eliminar tu cuenta en ${host}. Se eliminará el ${day}, con todo lo ` +
        'que contiene.',
    ],
    advice: [
      'Si es lo que quieres, no tienes que hacer nada. Para conservar la cuenta, inicia sesión antes. Si ' +
        'no fuiste tú, cambia entonces también tu contraseña:',
    ],
    action: 'Conservar la cuenta',
  }),
  ar: (host, day) => ({
    subject: 'سيُحذف حسابك',
    happened: [`طلب شخص ما، وهو أنت على الأرجح، حذف حسابك في ${host}. سيُحذف مع كل ما فيه بتاريخ ${day}.`],
    advice: [
      'إن كان هذا ما تريده، فلا حاجة إلى فعل شيء. للاحتفاظ بالحساب، سجّل الدخول قبل ذلك الموعد. وإن لم ' +
        'تكن أنت من طلب ذلك، فغيّر عندها كلمة مرورك أيضًا:',
    ],
    action: 'الاحتفاظ بالحساب',
  }),
};

/** Tells until when a deletion can be taken back. */
export function deletionAskedLetter(q: Notice & { readonly deleteAtSeconds: number }): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link), moment(q.deleteAtSeconds, q.locale)) });
}

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
        'If it was you, you need not do anything. If it was not, choose “Forgot password?” when you sign ' +
          'in, then sign out what you do not know here:',
      ],
      action: 'Check security',
    }),
    reset: (host) => ({
      subject: 'Your password was reset',
      happened: [
        `The password of your account at ${host} was reset with a link from your mail. You were signed ` +
          'out everywhere.',
      ],
      advice: [
        'If it was you, you need not do anything. If it was not, somebody else reads your mail: change ' +
          'the password of your mailbox first, then choose “Forgot password?” when you sign in here:',
      ],
      action: 'Check security',
    }),
  },
  nl: {
    changed: (host) => ({
      subject: 'Je wachtwoord is gewijzigd',
      happened: [`Het wachtwoord van je account bij ${host} is gewijzigd.`],
      advice: [
        'Was jij het? Dan hoef je niets te doen. Was jij het niet? Kies bij het inloggen “Wachtwoord ' +
          'vergeten?” en log daarna hier uit wat je niet kent:',
      ],
      action: 'Beveiliging bekijken',
    }),
    reset: (host) => ({
      subject: 'Je wachtwoord is opnieuw ingesteld',
      happened: [
        `Het wachtwoord van je account bij ${host} is opnieuw ingesteld met een link uit je mail. Je ` +
          'bent overal uitgelogd.',
      ],
      advice: [
        'Was jij het? Dan hoef je niets te doen. Was jij het niet? Dan leest iemand anders je mail: ' +
          'wijzig eerst het wachtwoord van je mailbox en kies daarna hier bij het inloggen “Wachtwoord ' +
          'vergeten?”:',
      ],
      action: 'Beveiliging bekijken',
    }),
  },
  de: {
    changed: (host) => ({
      subject: 'Dein Passwort wurde geändert',
      happened: [`Das Passwort deines Kontos bei ${host} wurde geändert.`],
      advice: [
        'Warst du es? Dann musst du nichts tun. Warst du es nicht? Wähle beim Anmelden „Passwort ' +
          'vergessen?“ und melde danach hier ab, was du nicht kennst:',
      ],
      action: 'Sicherheit prüfen',
    }),
    reset: (host) => ({
      subject: 'Dein Passwort wurde zurückgesetzt',
      happened: [
        `Das Passwort deines Kontos bei ${host} wurde mit einem Link aus deiner E-Mail zurückgesetzt. Du ` +
          'wurdest überall abgemeldet.',
      ],
      advice: [
        'Warst du es? Dann musst du nichts tun. Warst du es nicht? Dann liest jemand anders deine ' +
          'E-Mails: Ändere zuerst das Passwort deines Postfachs und wähle dann hier beim Anmelden ' +
          '„Passwort vergessen?“:',
      ],
      action: 'Sicherheit prüfen',
    }),
  },
  fr: {
    changed: (host) => ({
      subject: 'Ton mot de passe a été changé',
      happened: [`Le mot de passe de ton compte chez ${host} a été changé.`],
      advice: [
        'Si c’était toi, tu n’as rien à faire. Sinon, choisis «\u00a0Mot de passe oublié\u00a0?\u00a0» ' +
          'au moment de te connecter, puis déconnecte ici ce que tu ne connais pas\u00a0:',
      ],
      action: 'Vérifier la sécurité',
    }),
    reset: (host) => ({
      subject: 'Ton mot de passe a été réinitialisé',
      happened: [
        `Le mot de passe de ton compte chez ${host} a été réinitialisé avec un lien reçu par e-mail. ` +
          'Tous tes appareils ont été déconnectés.',
      ],
      advice: [
        'Si c’était toi, tu n’as rien à faire. Sinon, quelqu’un d’autre lit tes e-mails\u00a0: change ' +
          'd’abord le mot de passe de ta boîte aux lettres, puis choisis «\u00a0Mot de passe ' +
          'oublié\u00a0?\u00a0» en te connectant ici\u00a0:',
      ],
      action: 'Vérifier la sécurité',
    }),
  },
  es: {
    changed: (host) => ({
      subject: 'Se cambió tu contraseña',
      happened: [`Se cambió la contraseña de tu cuenta en ${host}.`],
      advice: [
        'Si fuiste tú, no tienes que hacer nada. Si no, elige «¿Has olvidado la contraseña?» al iniciar ' +
          'sesión y cierra después aquí lo que no conozcas:',
      ],
      action: 'Revisar la seguridad',
    }),
    reset: (host) => ({
      subject: 'Se restableció tu contraseña',
      happened: [
        `La contraseña de tu cuenta en ${host} se restableció con un enlace de tu correo. Se cerraron ` +
          'todas tus sesiones.',
      ],
      advice: [
        'Si fuiste tú, no tienes que hacer nada. Si no, otra persona lee tu correo: cambia primero la ' +
          'contraseña de tu buzón y elige después «¿Has olvidado la contraseña?» al iniciar sesión aquí:',
      ],
      action: 'Revisar la seguridad',
    }),
  },
  ar: {
    changed: (host) => ({
      subject: 'تم تغيير كلمة مرورك',
      happened: [`تم تغيير كلمة مرور حسابك في ${host}.`],
      advice: [
        'إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فاختر «هل نسيت كلمة المرور؟» عند تسجيل ' +
          'الدخول، ثم سجّل من هنا خروج كل ما لا تعرفه:',
      ],
      action: 'مراجعة الأمان',
    }),
    reset: (host) => ({
      subject: 'تمت إعادة تعيين كلمة مرورك',
      happened: [`تمت إعادة تعيين كلمة مرور حسابك في ${host} برابط من بريدك. وسُجّل خروجك من كل مكان.`],
      advice: [
        'إن كنت أنت من فعل ذلك، فلا حاجة إلى فعل شيء. وإلا فهناك من يقرأ بريدك: غيّر أولًا كلمة مرور ' +
          'صندوق بريدك، ثم اختر «هل نسيت كلمة المرور؟» عند تسجيل الدخول من هنا:',
      ],
      action: 'مراجعة الأمان',
    }),
  },
};

/** By its owner who knew the old one, or with a link from the mailbox: what to do differs if it was neither. */
export function passwordChangedLetter(q: Notice & { readonly how: How }): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale][q.how](hostOf(q.link)) });
}

import type { Locale } from '../../../contract/page.ts';
import type { Letter } from '../letter.ts';
import { moment } from './format.ts';
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

/** When a vault was left behind under the old password: its owner must hear of it, and until when it is not lost. */
const LOCKED: Readonly<Record<Locale, (day: string) => string>> = {
  en: (day) =>
    'What lay in your vault is locked, because the new password does not open it. Until ' +
    `${day} your old password or your recovery key still does, on your account page.`,
  nl: (day) =>
    'Wat in je kluis lag, is vergrendeld, want het nieuwe wachtwoord opent het niet. Je oude wachtwoord of ' +
    `je herstelsleutel doet dat nog wel, op je accountpagina, tot ${day}.`,
  de: (day) =>
    'Was in deinem Tresor lag, ist gesperrt, denn das neue Passwort öffnet es nicht. Dein altes Passwort oder ' +
    `dein Wiederherstellungsschlüssel öffnet es noch auf deiner Kontoseite, bis zum ${day}.`,
  fr: (day) =>
    'Ce qui se trouvait dans ton coffre est verrouillé, car le nouveau mot de passe ne l’ouvre pas. Ton ancien ' +
    `mot de passe ou ta clé de récupération l’ouvre encore, sur la page de ton compte, jusqu’au ${day}.`,
  es: (day) =>
    'Lo que había en tu bóveda está bloqueado, porque la nueva contraseña no lo abre. Tu contraseña ' +
    `anterior o tu clave de recuperación aún lo abre, en la página de tu cuenta, hasta el ${day}.`,
  ar: (day) =>
    'ما كان في خزنتك مقفل، لأن كلمة المرور الجديدة لا تفتحه. ولا تزال كلمة مرورك السابقة أو مفتاح الاسترداد ' +
    `يفتحه من صفحة حسابك حتى ${day}.`,
};

/**
 * By its owner who knew the old one, or with a link from the mailbox: what to do differs if it was neither.
 * `lockedUntilSeconds`: the vault began anew, and the one before can be opened until then.
 */
export function passwordChangedLetter(
  q: Notice & { readonly how: How; readonly lockedUntilSeconds?: number | undefined },
): Letter {
  const { locale, lockedUntilSeconds } = q;
  const words = WORDS[locale][q.how](hostOf(q.link));
  const locked = lockedUntilSeconds === undefined ? [] : [LOCKED[locale](moment(lockedUntilSeconds, locale))];
  return noticeLetter({ ...q, words: { ...words, happened: [...words.happened, ...locked] } });
}

import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'Your recovery key was used',
    happened: [
      `The recovery key for the vault of your account at ${host} was used to open it. It works once: keep the ` +
        'one that takes its place, which was shown at the same time.',
    ],
    advice: [
      'If you kept no new one, open your vault, and it shows you another. If it was not you, sign in, sign out ' +
        'everywhere else and replace the key of your vault:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Je herstelsleutel is gebruikt',
    happened: [
      `De herstelsleutel voor de kluis van je account bij ${host} is gebruikt om die te openen. Hij werkt één ` +
        'keer: bewaar de sleutel die ervoor in de plaats komt en die meteen werd getoond.',
    ],
    advice: [
      'Heb je geen nieuwe bewaard? Open je kluis, dan krijg je er een te zien. Was jij het niet? Log in, log ' +
        'overal elders uit en vervang de sleutel van je kluis:',
    ],
    action: 'Beveiliging bekijken',
  }),
  de: (host) => ({
    subject: 'Dein Wiederherstellungsschlüssel wurde benutzt',
    happened: [
      `Mit dem Wiederherstellungsschlüssel für den Tresor deines Kontos bei ${host} wurde dieser geöffnet. Er ` +
        'gilt einmal: Bewahre den auf, der an seine Stelle tritt und dabei angezeigt wurde.',
    ],
    advice: [
      'Hast du keinen neuen aufbewahrt? Öffne deinen Tresor, dann wird dir einer gezeigt. Warst du es nicht? ' +
        'Melde dich an, melde alle anderen Browser ab und ersetze den Schlüssel deines Tresors:',
    ],
    action: 'Sicherheit prüfen',
  }),
  fr: (host) => ({
    subject: 'Ta clé de récupération a été utilisée',
    happened: [
      `La clé de récupération du coffre de ton compte chez ${host} a servi à l’ouvrir. Elle ne sert qu’une ` +
        'fois\u00a0: garde celle qui la remplace et qui a été montrée au même moment.',
    ],
    advice: [
      'Si tu n’en as pas gardé de nouvelle, ouvre ton coffre\u00a0: il t’en montrera une. Si ce n’était pas toi, ' +
        'connecte-toi, déconnecte tous les autres navigateurs et remplace la clé de ton coffre\u00a0:',
    ],
    action: 'Vérifier la sécurité',
  }),
  es: (host) => ({
    subject: 'Se usó tu clave de recuperación',
    happened: [
      `La clave de recuperación de la bóveda de tu cuenta en ${host} se usó para abrirla. Sirve una sola vez: ` +
        'guarda la que ocupa su lugar, que se mostró en ese momento.',
    ],
    advice: [
      'Si no guardaste una nueva, abre tu bóveda y te mostrará otra. Si no fuiste tú, inicia sesión, cierra la ' +
        'sesión en los demás navegadores y cambia la clave de tu bóveda:',
    ],
    action: 'Revisar la seguridad',
  }),
  ar: (host) => ({
    subject: 'استُخدم مفتاح استردادك',
    happened: [
      `استُخدم مفتاح الاسترداد لفتح خزنة حسابك في ${host}. يعمل المفتاح مرة واحدة: ` +
        'احتفظ بالمفتاح الذي يحل محله والذي عُرض في الوقت نفسه.',
    ],
    advice: [
      'إن لم تحتفظ بمفتاح جديد، فافتح خزنتك وستعرض لك مفتاحًا آخر. وإن لم تكن أنت من فعل ذلك، فسجّل الدخول، ' +
        'وسجّل الخروج من كل المتصفحات الأخرى، واستبدل مفتاح خزنتك:',
    ],
    action: 'مراجعة الأمان',
  }),
};

/** Tells that a recovery key opened the vault, by whoever had it, and that another takes its place. It names nothing of it. */
export function recoveryKeyUsedLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}

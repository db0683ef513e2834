import type { Letter } from '../letter.ts';
import { hostOf, type Spoken } from './frame.ts';
import { type Notice, noticeLetter, type NoticeWords } from './notice.ts';

const WORDS: Spoken<[host: string], NoticeWords> = {
  en: (host) => ({
    subject: 'A recovery key was made',
    happened: [
      `A recovery key for the vault of your account at ${host} was made. Whoever has it can open the vault ` +
        'from your account. A recovery key from before no longer works.',
    ],
    advice: [
      'If it was you, keep it in a safe place. If it was not, sign in, sign out everywhere else and replace ' +
        'the key of your vault:',
    ],
    action: 'Check security',
  }),
  nl: (host) => ({
    subject: 'Er is een herstelsleutel gemaakt',
    happened: [
      `Er is een herstelsleutel gemaakt voor de kluis van je account bij ${host}. Wie hem heeft, kan de kluis ` +
        'vanuit je account openen. Een herstelsleutel van daarvoor werkt niet meer.',
    ],
    advice: [
      'Was jij het? Bewaar hem dan op een veilige plek. Was jij het niet? Log in, log overal elders uit en ' +
        'vervang de sleutel van je kluis:',
    ],
    action: 'Beveiliging bekijken',
  }),
  de: (host) => ({
    subject: 'Ein Wiederherstellungsschlüssel wurde erstellt',
    happened: [
      `Für den Tresor deines Kontos bei ${host} wurde ein Wiederherstellungsschlüssel erstellt. Wer ihn hat, ` +
        'kann den Tresor aus deinem Konto heraus öffnen. Ein früherer gilt nicht mehr.',
    ],
    advice: [
      'Warst du es? Dann bewahre ihn sicher auf. Warst du es nicht? Melde dich an, melde alle anderen Browser ' +
        'ab und ersetze den Schlüssel deines Tresors:',
    ],
    action: 'Sicherheit prüfen',
  }),
  fr: (host) => ({
    subject: 'Une clé de récupération a été créée',
    happened: [
      `Une clé de récupération a été créée pour le coffre de ton compte chez ${host}. Qui la possède peut ` +
        'ouvrir le coffre depuis ton compte. Une clé de récupération plus ancienne ne marche plus.',
    ],
    advice: [
      'Si c’était toi, garde-la en lieu sûr. Sinon, connecte-toi, déconnecte tous les autres navigateurs et ' +
        'remplace la clé de ton coffre\u00a0:',
    ],
    action: 'Vérifier la sécurité',
  }),
  es: (host) => ({
    subject: 'Se creó una clave de recuperación',
    happened: [
      `Se creó una clave de recuperación para la bóveda de tu cuenta en ${host}. Quien la tenga puede abrir ` +
        'la bóveda desde tu cuenta. Una clave de recuperación anterior ya no funciona.',
    ],
    advice: [
      'Si fuiste tú, guárdala en un lugar seguro. Si no, inicia sesión, cierra la sesión en los demás ' +
        'navegadores y cambia la clave de tu bóveda:',
    ],
    action: 'Revisar la seguridad',
  }),
  ar: (host) => ({
    subject: 'أُنشئ مفتاح استرداد',
    happened: [
      `أُنشئ مفتاح استرداد لخزنة حسابك في ${host}. من يملكه يستطيع فتح الخزنة من داخل حسابك. ` +
        'ولم يعد أي مفتاح استرداد سابق يعمل.',
    ],
    advice: [
      'إن كنت أنت من فعل ذلك، فاحفظه في مكان آمن. وإلا فسجّل الدخول، وسجّل الخروج من كل المتصفحات الأخرى، ' +
        'واستبدل مفتاح خزنتك:',
    ],
    action: 'مراجعة الأمان',
  }),
};

/** Tells that whoever holds a new recovery key can open the vault (opaque.md 5.3). It names nothing of the key. */
export function recoveryKeyMadeLetter(q: Notice): Letter {
  return noticeLetter({ ...q, words: WORDS[q.locale](hostOf(q.link)) });
}

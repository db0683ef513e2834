import { isolate as name } from '../isolate.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  forgot: {
    title: 'Passwort vergessen?',
    lead: 'Wir senden dir eine E-Mail mit einem Link. Er öffnet eine Seite, auf der du ein neues Passwort wählst.',
    sent: (email) =>
      `Falls es ein Konto für ${name(email)} gibt, ist eine E-Mail unterwegs. Öffne den Link darin, um weiterzumachen.`,
    back: 'Zurück zur Anmeldung',
  },
  reset: {
    title: 'Wähle ein neues Passwort',
    lead: (email) =>
      `Dieser Link gilt für das Konto von ${name(email)}. Nichts ändert sich, bevor du ein neues Passwort gewählt hast.`,
    undoTitle: 'Neue Adresse zurücknehmen',
    undoLead: (email) =>
      `Dein Konto geht zurück an ${name(email)}, und du wählst ein neues Passwort, das nur du kennst.`,
  },
  newPassword: {
    title: 'Wähle ein neues Passwort',
    firstTitle: 'Wähle ein Passwort',
    lost: 'Was dann geschieht',
    lostData:
      'Was nur dein altes Passwort öffnen konnte, bleibt verschlossen, bis ein Wiederherstellungsschlüssel oder ein ' +
      'Passkey von dir es öffnet.',
    lostSessions: 'Du wirst in allen Browsern und Apps abgemeldet.',
    othersEnd: 'Du wirst in allen anderen Browsern und Apps abgemeldet.',
    save: 'Passwort speichern',
    compromised:
      'Die Schlüssel, die die Passwörter auf diesem Server schützen, wurden womöglich gestolen. Zur Sicherheit öffnet dein altes Passwort nichts mehr: Wähle ein anderes. Wenn du das alte auch anderswo verwendest, ändere es auch dort.',
    same: 'Das ist dein altes Passwort. Wähle ein anderes.',
  },
  emailChange: {
    title: 'Bestätige deine neue Adresse',
    lead: 'Danach meldest du dich mit der neuen Adresse an. Die alte wird benachrichtigt.',
    from: 'Jetzt',
    to: 'Neu',
    why: 'Noch einmal dein Passwort: Es ist an deine Adresse gebunden.',
    confirm: 'Neue Adresse benutzen',
  },
  goodbye: {
    title: 'Dein Konto wird gelöscht',
    text: (email, date) => `Das Konto von ${name(email)} wird am ${date} gelöscht.`,
    lost: 'Dann sind seine Daten endgültig weg, und Apps können dich nicht mehr damit anmelden.',
    changedMind: 'Anders überlegt? Melde dich vor diesem Tag an, dann kannst du es behalten.',
  },
  held: {
    awaitingTitle: 'Warten auf Freigabe',
    awaiting:
      'Dein Konto ist angelegt. Wer diesen Server betreibt, muss es noch freigeben; danach bekommst du eine E-Mail.',
    disabledTitle: 'Dieses Konto ist geschlossen',
    disabled:
      'Wer diesen Server betreibt, hat dieses Konto geschlossen. Frag dort nach, wenn das ein Irrtum ist.',
    deletingTitle: 'Dieses Konto wird bald gelöscht',
    deleting: (date) => `Es wird am ${date} gelöscht. Bis dahin kannst du es behalten.`,
    keep: 'Mein Konto behalten',
  },
};

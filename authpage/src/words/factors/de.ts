import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  factor: {
    titles: {
      passkey: 'Benutze deinen Passkey',
      totp: 'Code aus deiner Authenticator-App',
      'backup-codes': 'Einer deiner Ersatzcodes',
      'email-code': 'Code aus deiner E-Mail',
    },
    leads: {
      passkey: 'Noch ein Nachweis: Dein Browser, Telefon oder Schlüssel zeigt, dass du es bist.',
      totp: 'Gib die sechs Ziffern ein, die die App für dieses Konto anzeigt.',
      'backup-codes': 'Gib einen der Codes ein, die du aufbewahrt hast. Jeder gilt einmal.',
    },
    ways: {
      passkey: 'Passkey benutzen',
      totp: 'Authenticator-App benutzen',
      'backup-codes': 'Ersatzcode benutzen',
      'email-code': 'Code per E-Mail bekommen',
    },
    tryAnother: 'Anders bestätigen',
    code: 'Code',
    codeMissing: 'Gib den Code ein.',
    remember: 'Diesen Browser merken',
    rememberHint: 'Dann genügt hier dein Passwort. Lass es weg, wo andere diesen Browser benutzen.',
    mailing: 'Ein Code wird gesendet…',
    mailed: (email) => `Wir haben einen Code an ${name(email)} gesendet. Er gilt 10 Minuten.`,
    mailAgain: 'Neuen Code senden',
    mailAgainIn: (seconds) =>
      plural('de', seconds, {
        one: 'In 1 Sekunde kannst du einen neuen Code anfordern.',
        other: (count) => `In ${count} Sekunden kannst du einen neuen Code anfordern.`,
      }),
  },
  setUp: {
    passkeyTitle: 'Passkey hinzufügen',
    passkeyLead:
      'Ein Passkey liegt auf diesem Gerät, deinem Telefon oder einem Sicherheitsschlüssel. Du öffnest ihn mit Finger, ' +
      'Gesicht oder PIN, und er gilt nur für diese Seite.',
    passkeyNameHint: 'Damit du ihn in deiner Liste wiedererkennst.',
    makePasskey: 'Passkey erstellen',
    totpTitle: 'Authenticator-App hinzufügen',
    totpLead: 'Scanne dieses Bild mit einer Authenticator-App auf deinem Telefon.',
    picture: 'Bild (QR-Code) für eine Authenticator-App',
    openApp: 'In einer App auf diesem Gerät öffnen',
    typeKey: 'Oder gib diesen Schlüssel in die App ein:',
    codeHint: 'Die sechs Ziffern, die die App jetzt anzeigt.',
    codesTitle: 'Deine Ersatzcodes',
    codesLead:
      'Jeder davon öffnet dein Konto einmal, anstelle eines verlorenen Passkeys oder einer verlorenen App. Du siehst ' +
      'sie nur jetzt.',
    download: 'Herunterladen',
    print: 'Drucken',
    saved: 'Ich habe sie gesichert',
    savedMissing: 'Sichere zuerst die Codes und setze dann diesen Haken.',
    file: (server, email) => `Ersatzcodes für ${email} bei ${server}`,
    fileHint: 'Jeder Code gilt einmal. Bewahre sie dort auf, wo nur du nachsiehst.',
  },
};

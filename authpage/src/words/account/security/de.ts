import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';
import { plural } from '../../plural.ts';

export const words: typeof en = {
  security: {
    password: 'Passwort',
    passwordLead: 'Es verlässt deinen Browser nie. Dieser Server könnte es gar nicht lesen.',
    passwordSince: (date) => `Gesetzt am ${date}`,
    changePassword: 'Passwort ändern',
    noPassword:
      'Du hast keins: Deine Passkeys öffnen dieses Konto. Du kannst eins als zweiten Weg hinein setzen.',
    setPassword: 'Passwort setzen',
    alone: 'Nur mit Passkeys öffnen',
    aloneTitle: 'Dein Passwort entfernen?',
    aloneText:
      'Von da an öffnen nur deine Passkeys dieses Konto. Halte mindestens zwei bereit, auf verschiedenen Geräten, ' +
      'damit dich der Verlust von einem nicht aussperrt. Du kannst jederzeit wieder ein Passwort setzen.',
    aloneAct: 'Passwort entfernen',
    passkeys: 'Passkeys',
    passkeysLead:
      'Melde dich mit Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel an. Das geht nur auf dieser Seite.',
    noPasskeys:
      'Du hast noch keinen. Mit einem ist das Anmelden eine Berührung, die dir niemand entlocken kann.',
    addPasskey: 'Passkey hinzufügen',
    synced: 'Mit deinen anderen Geräten synchronisiert',
    oneDevice: 'Nur auf einem Gerät',
    addedOn: (date) => `Hinzugefügt am ${date}`,
    lastUsed: (date) => `Zuletzt benutzt am ${date}`,
    neverUsed: 'Noch nicht benutzt',
    rename: 'Umbenennen',
    renameOf: (factor) => `Umbenennen: ${name(factor)}`,
    label: 'Name dieses Passkeys',
    labelMissing: 'Gib einen Namen ein, an dem du ihn erkennst.',
    renamed: 'Der neue Name ist gespeichert.',
    remove: 'Entfernen',
    removeOf: (factor) => `Entfernen: ${name(factor)}`,
    removeTitle: (factor) => `${name(factor)} entfernen?`,
    losesPasskey:
      'Dieser Passkey öffnet nichts mehr. Dein Gerät behält seine Hälfte, bis du sie dort in den Einstellungen löschst.',
    totp: 'Authenticator-App',
    totpLead:
      'Eine App auf deinem Telefon zeigt einen Code, der alle 30 Sekunden wechselt. Nach dem Passwort wird danach gefragt.',
    noTotp: 'Nicht eingerichtet. Damit kommt auch nicht hinein, wer dein Passwort erfährt.',
    setUpTotp: 'App einrichten',
    losesTotp:
      'Ihre Codes gelten nicht mehr. Hast du auch keinen Passkey, wird nur noch nach dem Passwort gefragt.',
    backup: 'Ersatzcodes',
    backupLead: 'Zehn Codes auf Papier, für den Tag, an dem dein Telefon weg ist. Jeder ersetzt es einmal.',
    noBackup:
      'Du hast keine. Erstelle sie, sobald du einen Passkey oder eine Authenticator-App hast, und verwahre sie anderswo.',
    makeBackup: 'Ersatzcodes erstellen',
    backupLeft: (left) =>
      plural('de', left, {
        one: (count) => `Noch ${count} von 10 übrig`,
        other: (count) => `Noch ${count} von 10 übrig`,
      }),
    backupFew: 'Nur noch wenige. Erstelle neue, bevor du sie brauchst.',
    madeOn: (date) => `Erstellt am ${date}`,
    renewBackup: 'Neue Codes erstellen',
    renewBackupTitle: 'Neue Ersatzcodes erstellen?',
    renewBackupText:
      'Alle Codes, die du jetzt hast, gelten dann nicht mehr. Wirf das Papier weg und verwahre das neue.',
  },
};

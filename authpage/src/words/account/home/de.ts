import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: { nav: 'Dein Konto' },
  sections: {
    profile: 'Profil',
    security: 'Sicherheit',
    vault: 'Tresor',
    apps: 'Apps',
    devices: 'Geräte',
    events: 'Verlauf',
    data: 'Deine Daten',
  },
  leads: {
    profile: 'Wer du bist, für die Apps, die das wissen dürfen.',
    security: 'Wie du zeigst, dass dieses Konto dir gehört.',
    vault: 'Was nur du öffnen kannst: deine Notizen und Passwörter und der Schlüssel hinter deinen Apps.',
    apps: 'Wem du was erlaubt hast. Du kannst es jederzeit zurücknehmen.',
    devices: 'Wo du angemeldet bist. In einem Browser, den du hier abmeldest, musst du dich neu anmelden.',
    events:
      'Was mit deinem Konto geschah. Warst du das nicht? Ändere dein Passwort und melde dich überall ab.',
    data: 'Was über dich gespeichert ist: deins zum Mitnehmen und deins zum Löschen.',
  },
  done: {
    'change-password': 'Dein neues Passwort gilt ab jetzt.',
    'remove-password': 'Dein Passwort ist weg. Ab jetzt öffnen deine Passkeys dieses Konto.',
    'change-email': 'Ein Brief ist unterwegs an die neue Adresse. Öffne den Link darin, um abzuschließen.',
    'add-factor': 'Es ist eingerichtet und gilt ab jetzt.',
    'remove-factor': 'Es ist entfernt und öffnet nichts mehr.',
    export: 'Deine Daten wurden exportiert.',
    'delete-account': 'Dein Konto wird gelöscht.',
  },
  apps: {
    title: 'Verbundene Apps',
    none: 'Keine App ist verbunden. Wenn du dich bei einer anmeldest und ihr Zugriff gibst, erscheint sie hier.',
    allowedOn: (date) => `Erlaubt am ${date}`,
    lastUsed: (date) => `Zuletzt benutzt am ${date}`,
    notInUse: 'Zurzeit nicht in Gebrauch',
    withdraw: 'Entziehen',
    withdrawFrom: (client) => `${name(client)} den Zugriff entziehen`,
    withdrawTitle: (client) => `${name(client)} den Zugriff entziehen?`,
    willLose: (client) =>
      `${name(client)} verliert den Zugriff jetzt, auch während du nicht da bist, und muss dich neu fragen. ` +
      'Was die App schon bekommen hat, behält sie.',
    withdrawn: (client) => `${name(client)} hat keinen Zugriff mehr.`,
    newKeys: 'Neue Schlüssel',
    newKeysFor: (client) => `Neue Schlüssel für ${name(client)}`,
    newKeysTitle: (client) => `${name(client)} neue Schlüssel geben?`,
    newKeysWhen: 'Nur wenn jemand anderes ihre Schlüssel haben könnte, etwa mit einem verlorenen Gerät.',
    newKeysText: (client) =>
      `${name(client)} und jede App, die ihre Schlüssel teilt, verliert jetzt den Zugriff und bekommt andere Schlüssel, wenn du dich dort wieder anmeldest.`,
    newKeysLose:
      'Was die App bisher verschlüsselt hat, öffnet sich nur mit den alten Schlüsseln, und niemand kann sie ihr noch einmal geben: Wo die App sie nicht selbst behalten hat, ist es für immer verloren.',
    newKeysGiven: (client) => `${name(client)} bekommt neue Schlüssel, wenn du dich dort wieder anmeldest.`,
  },
  waiting: {
    title: 'Wartet auf deine Antwort',
    look: 'Ansehen und entscheiden',
    lookAt: (client) => `Ansehen und entscheiden, worum ${name(client)} bittet`,
    since: (time) => `Gefragt am ${time}`,
  },
};

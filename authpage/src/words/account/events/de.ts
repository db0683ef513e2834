import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  events: {
    title: 'Verlauf',
    none: 'Noch nichts. Anmeldungen und Änderungen stehen dann hier.',
    more: 'Mehr zeigen',
    network: (network) => `Aus dem Netz ${name(network)}`,
    other: 'Mit deinem Konto ist etwas geschehen, wofür diese Seite noch keine Worte hat.',
    kinds: {
      'account.created': 'Dein Konto wurde angelegt.',
      'account.approved': 'Dein Konto wurde freigegeben.',
      'account.disabled': 'Der Betreiber hat dein Konto gesperrt.',
      'account.enabled': 'Der Betreiber hat dein Konto wieder geöffnet.',
      'account.unlocked': 'Der Betreiber hat eine Wartezeit beendet: Du kannst dich wieder anmelden.',
      'account.factors_reset':
        'Der Betreiber hat deine Passkeys, Authenticator-App und Ersatzcodes entfernt.',
      'account.recovery_sent':
        'Der Betreiber hat dir einen Brief geschickt, um ein neues Passwort zu setzen.',
      'account.deletion_asked': 'Die Löschung deines Kontos wurde beantragt.',
      'account.kept': 'Du hast dein Konto behalten: Die Löschung ist abgesagt.',
      'account.signed_in': 'Du hast dich angemeldet.',
      'account.signed_out': 'Du hast dich abgemeldet.',
      'session.ended': 'Ein Browser wurde abgemeldet.',
      'sessions.ended': 'Mehrere Browser wurden abgemeldet.',
      'consent.given': 'Du hast einer App Zugriff erlaubt.',
      'consent.denied': 'Du hast einer App den Zugriff verweigert.',
      'consent.withdrawn': 'Der Zugriff einer App wurde entzogen.',
      'keys.rotated': 'Die Schlüssel einer App wurden ersetzt. Ihr Zugriff endete.',
      'tokens.issued': 'Eine App hat Zugriff bekommen.',
      'tokens.revoked': 'Eine App hat ihren Zugriff zurückgegeben.',
      'code.replayed': 'Eine Anmeldung bei einer App wurde wiederholt. Der Zugriff daraus wurde entzogen.',
      'refresh.replayed':
        'Ein alter Schlüssel einer App wurde benutzt. Zur Sicherheit wurde ihr Zugriff entzogen.',
      'login.throttled': 'Es gab zu viele Versuche, sich anzumelden. Eine Wartezeit begann.',
      'profile.changed': 'Dein Profil wurde geändert.',
      'email.change_asked': 'Eine neue E-Mail-Adresse wurde beantragt.',
      'email.changed': 'Deine E-Mail-Adresse wurde geändert.',
      'password.changed': 'Dein Passwort wurde geändert.',
      'password.removed': 'Dein Passwort wurde entfernt.',
      'password.compromised':
        'Dein Passwort ist womöglich anderen bekannt. Du wurdest überall abgemeldet und brauchst ein neues.',
      'credential.renewed':
        'Dein Passwort wurde unter neueren Schlüsseln dieses Servers neu gespeichert. Es bleibt dasselbe.',
      'keys.rewrapped': 'Dein Tresor steht jetzt unter deinem neuen Passwort.',
      'keys.restarted':
        'Dein Tresor begann neu, mit einem anderen Schlüssel. Was vorher darin war, ist gesperrt.',
      'data.exported': 'Deine Daten wurden exportiert.',
      'factor.added': 'Ein Passkey oder eine Authenticator-App wurde hinzugefügt.',
      'factor.removed': 'Ein Passkey oder eine Authenticator-App wurde entfernt.',
      'factor.refused': 'Der zweite Schritt einer Anmeldung ging zu oft schief.',
      'backup_codes.made': 'Neue Ersatzcodes wurden erstellt.',
      'backup.restored':
        'Der Server wurde aus einer Sicherung wiederhergestellt: dein Konto ist auf dem Stand von damals, und alle Browser und Apps wurden abgemeldet.',
      'record.created': 'Eine App hat eine Angabe in dein Konto gelegt.',
      'record.replaced': 'Eine App hat eine Angabe in deinem Konto geändert.',
      'record.revealed': 'Eine App hat eine Angabe in deinem Konto angesehen.',
      'record.deleted': 'Eine Angabe, die eine App für dich aufbewahrte, wurde gelöscht.',
      'keys.made': 'Der Schlüssel deines Tresors wurde erstellt.',
      'keys.recovery_made': 'Ein Wiederherstellungsschlüssel für deinen Tresor wurde erstellt.',
      'keys.recovery_used': 'Ein Wiederherstellungsschlüssel hat deinen Tresor geöffnet.',
      'keys.reopened': 'Ein älterer Schlüssel deines Tresors wurde wieder geöffnet.',
      'keys.replaced': 'Der Schlüssel deines Tresors wurde durch einen anderen ersetzt.',
      'keys.passkey_added': 'Ein Passkey darf deinen Tresor nun öffnen.',
      'keys.passkey_removed': 'Ein Passkey öffnet deinen Tresor nicht mehr.',
      'keys.device_kept': 'Dein Tresor bleibt auf einem Gerät offen, bis du dich dort abmeldest.',
      'keys.device_removed': 'Dein Tresor bleibt auf einem Gerät nicht mehr offen.',
      'vault.emptied': 'Alles, was für dich im Tresor aufbewahrt wurde, wurde gelöscht.',
    },
    ofClient: {
      'account.signed_in': (client) => `Du hast dich bei ${name(client)} angemeldet.`,
      'consent.given': (client) => `Du hast ${name(client)} Zugriff erlaubt.`,
      'consent.denied': (client) => `Du hast ${name(client)} den Zugriff verweigert.`,
      'consent.withdrawn': (client) => `Der Zugriff von ${name(client)} wurde entzogen.`,
      'keys.rotated': (client) => `Die Schlüssel von ${name(client)} wurden ersetzt. Der Zugriff endete.`,
      'tokens.issued': (client) => `${name(client)} hat Zugriff bekommen.`,
      'tokens.revoked': (client) => `${name(client)} hat seinen Zugriff zurückgegeben.`,
      'code.replayed': (client) =>
        `Eine Anmeldung bei ${name(client)} wurde wiederholt. Der Zugriff daraus wurde entzogen.`,
      'refresh.replayed': (client) =>
        `Ein alter Schlüssel von ${name(client)} wurde benutzt. Zur Sicherheit wurde der Zugriff entzogen.`,
    },
  },
};

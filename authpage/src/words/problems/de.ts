import type { words as en } from './en.ts';
import { plural } from '../plural.ts';

export const words: typeof en = {
  wait: (minutes, time) =>
    plural('de', minutes, {
      one: `Zu viele Versuche. Warte eine Minute und versuche es dann erneut (ab ${time}).`,
      other: (count) => `Zu viele Versuche. Warte ${count} Minuten und versuche es dann erneut (ab ${time}).`,
    }),
  problems: {
    invalid_input: {
      title: 'Etwas fehlt',
      text: 'Der Server konnte mit dem Gesendeten nichts anfangen. Prüfe deine Eingaben und versuche es erneut.',
    },
    wrong_password: {
      title: 'Nicht geöffnet',
      text: 'Dieses Passwort hat dein Konto nicht geöffnet. Versuche es erneut.',
    },
    passkey_dismissed: {
      title: 'Kein Passkey verwendet',
      text: 'Es wurde kein Passkey verwendet: Das wurde abgebrochen, oder hier gibt es keinen für diese Seite. Versuche es erneut oder wähle einen anderen Weg.',
    },
    passkey_failed: {
      title: 'Passkey hier nicht nutzbar',
      text: 'Dieser Browser konnte keinen Passkey für diese Seite verwenden. Wähle einen anderen Weg oder nimm einen anderen Browser.',
    },
    too_many_attempts: {
      title: 'Zu viele Versuche',
      text: 'Zu viele Versuche. Warte eine Weile und versuche es dann erneut.',
    },
    interaction_expired: {
      title: 'Diese Seite ist abgelaufen',
      text: 'Sie hat zu lange gewartet, oder du hast sie in einem anderen Tab beendet. Es wurde nichts geändert. Beginne neu.',
    },
    interaction_foreign: {
      title: 'Diese Seite gehört zu einem anderen Browser',
      text: 'Sie wurde woanders begonnen, oder Cookies sind hier blockiert. Erlaube Cookies für diese Seite und beginne neu.',
    },
    ticket_invalid: {
      title: 'Dieser Link gilt nicht mehr',
      text: 'Er wurde schon benutzt oder ist zu alt. Gibt es dein Konto schon, melde dich an; sonst fordere einen neuen Link an.',
    },
    passkey_without_key: {
      title: 'Dieser Passkey öffnet keinen Tresor',
      text: 'Dieser Passkey oder Browser kann keinen Schlüssel ableiten und damit keinen Tresor öffnen. Wähle einen anderen Weg.',
    },
    key_not_opened: {
      title: 'Dein Tresor blieb zu',
      text: 'Das stimmte, öffnet aber deinen Tresor nicht. Wähle einen anderen Weg.',
    },
    recovery_key_mistyped: {
      title: 'Vertippt',
      text: 'Das ist kein Wiederherstellungsschlüssel: Ein Buchstabe oder eine Ziffer stimmt nicht. Vergleiche mit dem, was du aufbewahrt hast.',
    },
    vault_failed: {
      title: 'Dein Tresor ließ sich nicht benutzen',
      text: 'Was aufbewahrt ist, passt nicht zu deinem Tresorschlüssel; nichts wurde geändert. Lade die Seite neu; bleibt es so, sag es dem Betreiber.',
    },
    wrong_factor: { title: 'Nicht bestätigt', text: 'Das hat nicht gepasst. Versuche es erneut.' },
    last_way_in: {
      title: 'Dein letzter Zugang',
      text: 'Ohne ihn kämst du nicht mehr in dein Konto. Füge zuerst einen anderen hinzu.',
    },
    keys_missing: {
      title: 'Dein Tresor muss mitkommen',
      text: 'Das neue Passwort wurde nicht gespeichert, weil der Schlüssel deines Tresors nicht mitkam. Lade diese Seite neu und versuche es erneut.',
    },
    keys_changed: {
      title: 'Inzwischen ein anderer Schlüssel',
      text: 'Der Schlüssel deines Tresors wurde woanders geändert, oder diese Seite hat einen älteren. Es wurde nichts geändert. Lade die Seite neu.',
    },
    recovery_used: {
      title: 'Dein Wiederherstellungsschlüssel wurde benutzt',
      text: 'Er gilt einmal. Es wurde nichts geändert, weil kein neuer an seine Stelle kam. Lade diese Seite neu und versuche es erneut.',
    },
    last_key: {
      title: 'Der einzige Schlüssel zu deinem Tresor',
      text: 'Ohne ihn würde nichts deinen Tresor öffnen. Füge zuerst einen anderen Weg hinzu, etwa einen Wiederherstellungsschlüssel.',
    },
    wrong_recovery_key: {
      title: 'Nicht geöffnet',
      text: 'Dieser Wiederherstellungsschlüssel hat deinen Tresor nicht geöffnet. Prüfe jedes Zeichen und versuche es erneut.',
    },
    vault_full: {
      title: 'Dein Tresor ist voll',
      text: 'Es ist kein Platz für mehr. Lösche etwas daraus und versuche es erneut.',
    },
    too_many_factors: {
      title: 'Mehr geht nicht',
      text: 'So viele davon kann ein Konto nicht haben. Entferne zuerst eins, das du nicht mehr brauchst.',
    },
    factor_taken: {
      title: 'Schon in Gebrauch',
      text: 'Dieser Passkey öffnet schon ein Konto. Verwende einen anderen.',
    },
    registration_closed: {
      title: 'Keine neuen Konten',
      text: 'Dieser Server nimmt keine neuen Konten an. Bitte den Betreiber um eine Einladung.',
    },
    user_code_unknown: { title: 'Code unbekannt', text: 'Unter diesem Code wartet kein Gerät.' },
    request_foreign: {
      title: 'Diese Frage ist nicht für dich',
      text: 'Jemand anders hat sie geöffnet, oder sie war für ein anderes Konto. Es wurde nichts geändert.',
    },
    request_gone: {
      title: 'Diese Frage ist geschlossen',
      text: 'Sie ist schon beantwortet oder hat zu lange gewartet. Es wurde nichts geändert. Beginne neu bei der App oder dem Gerät.',
    },
    vault_changed: {
      title: 'Anderswo geändert',
      text: 'Ein anderes Gerät hat dies geändert, seit du es gelesen hast. Nichts wurde gespeichert: sieh dir den neuen Stand an und versuche es noch einmal.',
    },
    sign_in_first: {
      title: 'Melde dich zuerst an',
      text: 'Diese Seite gehört dir allein. Melde dich an, um sie zu sehen.',
    },
    cross_site: {
      title: 'Nicht von hier',
      text: 'Diese Anfrage kam nicht von unserer eigenen Seite und wurde nicht ausgeführt. Öffne die Seite noch einmal.',
    },
    not_found: {
      title: 'Hier ist nichts',
      text: 'Diese Adresse führt nirgendwohin. Prüfe sie oder geh zurück.',
    },
    unavailable: {
      title: 'Gerade nicht verfügbar',
      text: 'Ein Teil des Servers ist nicht verfügbar. Es wurde nichts geändert. Versuche es gleich noch einmal.',
    },
    server_error: {
      title: 'Bei uns ist etwas kaputtgegangen',
      text: 'Es lag nicht an dir. Versuche es erneut; bleibt es so, nenne dem Betreiber die Anfragenummer.',
    },
    bad_client_request: {
      title: 'Die App hat eine Anfrage geschickt, die wir nicht beantworten können',
      text: 'Zur Sicherheit schicken wir dich nicht zu ihr zurück. Geh selbst zurück und versuche es erneut, oder sag es ihren Machern.',
    },
    offline: {
      title: 'Keine Verbindung',
      text: 'Der Server war nicht zu erreichen; es wurde nichts geprüft. Prüfe deine Verbindung und versuche es erneut.',
    },
    slow: {
      title: 'Keine Antwort',
      text: 'Der Server hat zu lange gebraucht; es wurde nichts geprüft. Versuche es erneut.',
    },
  },
  cookiesBlocked: {
    title: 'Cookies sind blockiert',
    text: 'Zum Anmelden braucht diese Seite Cookies. Erlaube sie in deinem Browser und versuche es erneut.',
  },
  unsupported: {
    title: 'Dieser Browser ist zu alt für uns',
    text: 'Damit dein Passwort hier bleibt, braucht es WebAssembly und Worker; dieser Browser hat sie nicht, oder sie sind abgeschaltet. Nimm einen neueren.',
  },
};

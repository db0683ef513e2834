import { isolate as name } from '../isolate.ts';
import type { KeyWords } from './en.ts';

export const words: KeyWords = {
  unlock: {
    title: 'Öffne deinen Tresor',
    opening: 'Dein Tresor wird geöffnet…',
    lead: 'Dein Tresor ist verschlossen. Er öffnet sich nur in diesem Browser: Der Server kann ihn nicht öffnen.',
    byPassword: 'Nimm dein Passwort',
    byPasskey: 'Nimm einen Passkey',
    byRecovery: 'Nimm deinen Wiederherstellungsschlüssel',
    open: 'Tresor öffnen',
    noWay: 'Dieser Browser kann ihn nicht öffnen: Dazu braucht es einen deiner Passkeys und einen Browser, der Passkeys kennt.',
    recoveryKey: 'Wiederherstellungsschlüssel',
    recoveryHint: '8 Gruppen aus 5 Buchstaben und Ziffern. Großschreibung, Leerzeichen und Striche sind egal.',
    recoveryMissing: 'Gib deinen Wiederherstellungsschlüssel ein.',
    recoveryTurns: 'Er gilt einmal: Ein neuer tritt an seine Stelle und wird dir gleich danach gezeigt.',
    stay: 'Auf diesem Gerät offen lassen, bis ich mich abmelde',
    stayHint: 'Nur wo niemand sonst deinen Browser benutzt: Bis dahin öffnet er sich hier, ohne zu fragen.',
    staysOpen: 'Dein Tresor bleibt auf diesem Gerät offen, bis du dich abmeldest oder ihn verschließt.',
  },
  makeKey: {
    lead: 'Du hast noch keinen Tresorschlüssel. Er entsteht in diesem Browser und wird mit deinem Passwort oder einem Passkey verschlossen; der Server sieht ihn nie.',
    make: 'Meinen Schlüssel erstellen',
    byPasskey: 'Mit einem Passkey erstellen',
    why: 'Noch einmal dein Passwort: Es verschließt den neuen Schlüssel.',
  },
  recoverySheet: {
    title: 'Dein Wiederherstellungsschlüssel',
    lead: 'Er öffnet deinen Tresor, wenn Passwort und Passkeys verloren sind. Er wird nur jetzt gezeigt, und niemand kann ihn noch einmal zeigen.',
    file: (server, email) => `Wiederherstellungsschlüssel für ${email} bei ${server}`,
    hint: 'Wer ihn hat und sich als du anmelden kann, öffnet deinen Tresor. Bewahre ihn auf, wo nur du nachsiehst.',
    download: 'Schlüssel herunterladen',
    print: 'Schlüssel drucken',
    kept: 'Ich habe ihn aufbewahrt',
  },
  rolledBack: {
    title: 'Hier anhalten',
    text: 'Dieser Server nennt einen älteren Tresorschlüssel, als dieser Browser gesehen hat, oder gar keinen.',
    why: 'Vielleicht hat er Daten verloren, oder jemand will, dass du einen neuen Schlüssel an die Stelle deines eigenen setzt. Lass deinen Tresor in Ruhe und frag, wer diesen Server betreibt.',
  },
  keysStep: {
    title: (client) => `Schlüssel für ${name(client)}`,
    gets: (client) => `${name(client)} bekommt eigene Schlüssel: Damit öffnet die App, was sie verschlüsselt für dich aufbewahrt, und nichts von anderen Apps.`,
    handing: 'Die Schlüssel werden übergeben…',
  },
  newKeys: {
    title: 'Dein Tresor',
    willLock: 'Dein Tresor wird verschlossen: Dein neues Passwort allein öffnet ihn nicht. Öffne ihn jetzt, dann geht nichts verloren.',
    stays: 'Dein Tresor ist offen und kommt mit zum neuen Passwort.',
    toChange: 'Öffne zuerst deinen Tresor: Dann kommt er mit zum neuen Passwort.',
    without: 'Ohne meinen Tresor weitermachen',
    withoutText: 'Er bleibt eine Zeit lang verschlossen (90 Tage, wenn der Betreiber nichts anderes festgelegt hat). Bis dahin öffnet ihn dein altes Passwort oder dein Wiederherstellungsschlüssel wieder; danach ist verloren, was darin ist. Apps bekommen andere Schlüssel.',
    choose: 'Gib deinen Wiederherstellungsschlüssel ein, öffne den Tresor mit einem Passkey, oder kreuze an, dass du ohne weitermachst.',
    chooseWithout: 'Öffne den Tresor mit einem Passkey, wenn es einen gibt, oder kreuze an, dass du ohne weitermachst.',
    reloaded: 'Diese Seite wurde neu geladen und hat nicht mehr, was deinen Tresor öffnet. Melde dich noch einmal mit deinem bisherigen Passwort an.',
    signInAgain: 'Noch einmal anmelden',
  },
};

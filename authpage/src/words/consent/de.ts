import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  consent: {
    title: (client) => `${name(client)} bittet um Zugriff`,
    answerGoesTo: 'Deine Antwort geht an',
    signedInAs: 'Angemeldet als',
    describedAt: 'Sagt, wer sie ist, auf',
    unchecked: 'Diese App hat sich selbst registriert. Niemand, der diesen Dienst betreibt, hat sie geprüft.',
    willBeAble: 'Wenn du es erlaubst, kann diese App:',
    where: 'Sie handelt für dich bei',
    once: 'Dieses eine Mal bittet sie dich um Erlaubnis für:',
    fresh: 'neu',
    nothing: 'dich wiedererkennen, wenn du zurückkommst, und sonst nichts',
    away: 'Wenn du nicht da bist',
    technical: 'Technische Einzelheiten',
    scopes: 'Scopes',
    later: 'Du kannst das auf deiner Kontoseite jederzeit widerrufen.',
    allow: 'Erlauben',
    deny: 'Ablehnen',
    unknownScope: (scope) => `„${name(scope)}“ verwenden`,
    resource: (identifier) => `bei ${name(identifier)} für dich handeln`,
    unknownClaim: (claim) => `„${name(claim)}“ deines Kontos sehen`,
    claim: {
      name: 'deinen Namen sehen',
      given_name: 'deinen Vornamen sehen',
      family_name: 'deinen Nachnamen sehen',
      nickname: 'sehen, wie du gern genannt wirst',
      picture: 'dein Bild sehen',
      website: 'deine Website sehen',
      locale: 'deine Sprache sehen',
      zoneinfo: 'deine Zeitzone sehen',
      updated_at: 'sehen, wann sich deine Angaben zuletzt geändert haben',
      email: 'deine E-Mail-Adresse sehen',
      email_verified: 'sehen, ob deine E-Mail-Adresse bestätigt ist',
    },
    scope: {
      openid: 'dich wiedererkennen, wenn du zurückkommst',
      profile: 'sehen, was in deinem Profil steht: Name, Bild, Website, Sprache und Zeitzone',
      email: 'deine E-Mail-Adresse sehen',
      offline_access:
        'angemeldet bleiben und für dich handeln, während du nicht da bist, bis du es widerrufst',
      device_sso: 'dich auf diesem Gerät bei anderen Apps desselben Herstellers anmelden',
      'records:read':
        'sehen, was Apps hier für dich aufbewahren, etwa Karten und Adressen, von jeder Angabe nur einen Teil: die letzten Ziffern oder den Ort',
      'records:write':
        'hier Angaben für dich aufbewahren, etwa eine Karte oder eine Adresse, und alles, was hier liegt, ändern oder löschen, auch das anderer Apps',
      'records:reveal':
        'alles vollständig sehen, was hier für dich aufbewahrt wird, auch von anderen Apps: Kartennummern, Bankkonten, Adressen, Notizen',
      'vault:read':
        'sehen, was sie für dich in deinem Tresor aufbewahrt, und nichts, was Apps anderer Hersteller dort aufbewahren',
      'vault:write':
        'in deinem Tresor Daten für dich aufbewahren, die dieser Dienst nicht lesen kann, und ändern oder löschen, was sie dort aufbewahrt',
    },
  },
};

import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  records: {
    title: 'Was Apps hier für dich aufbewahren',
    lead: 'Apps können Angaben in deinem Konto aufbewahren, etwa eine Karte oder eine Adresse. Sie sind mit einem Schlüssel deines Kontos allein verschlüsselt und hier zum Teil zu sehen; eine App, der du es erlaubst, kann sie ganz sehen.',
    none: 'Keine App bewahrt hier etwas auf.',
    more: 'Mehr zeigen',
    keptBy: (client) => `Aufbewahrt von ${name(client)}`,
    gone: 'Aufbewahrt von einer App, die es nicht mehr gibt',
    keptOn: (date) => `Seit ${date}`,
    unreadable: 'Zurzeit nicht lesbar',
    delete: 'Löschen',
    deleteOf: (what) => `${what} löschen`,
    deleteTitle: (what) => `${what} löschen?`,
    willLose:
      'Die Angabe verschwindet für immer, für jede App, die sie hier benutzt. In deinem Export steht sie vollständig, falls du sie behalten willst.',
    deleted: 'Die Angabe ist gelöscht.',
    type: {
      'card-number': 'Kartennummer',
      iban: 'Bankkonto (IBAN)',
      phone: 'Telefonnummer',
      address: 'Adresse',
      'national-id': 'Nationale Kennnummer',
      'free-text': 'Notiz',
    },
    otherType: (type) => `Art „${name(type)}“`,
    yours: {
      'card-number': 'deine Kartennummer',
      iban: 'dein Bankkonto',
      phone: 'deine Telefonnummer',
      address: 'deine Adresse',
      'national-id': 'deine nationale Kennnummer',
      'free-text': 'eine Notiz von dir',
    },
    otherOfYours: (type) => `eine Angabe der Art „${name(type)}“`,
    happened: {
      'record.created': (client, what) => `${name(client)} hat ${what} in dein Konto gelegt.`,
      'record.replaced': (client, what) => `${name(client)} hat ${what} in deinem Konto geändert.`,
      'record.revealed': (client, what) => `${name(client)} hat ${what} angesehen.`,
      'record.deleted': (client, what) => `${name(client)} hat ${what} aus deinem Konto gelöscht.`,
    },
  },
};

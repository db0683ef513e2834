import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  records: {
    title: 'Wat apps hier voor je bewaren',
    lead: 'Apps kunnen gegevens in je account bewaren, zoals een kaart of een adres. Ze zijn versleuteld met een sleutel van jouw account alleen, en hier deels te zien; een app die je dat toestaat, kan ze helemaal zien.',
    none: 'Geen app bewaart hier iets.',
    more: 'Meer tonen',
    keptBy: (client) => `Bewaard door ${name(client)}`,
    gone: 'Bewaard door een app die er niet meer is',
    keptOn: (date) => `Sinds ${date}`,
    unreadable: 'Nu niet te lezen',
    delete: 'Verwijderen',
    deleteOf: (what) => `${what} verwijderen`,
    deleteTitle: (what) => `${what} verwijderen?`,
    willLose:
      'Het gaat voorgoed weg, voor elke app die het hier gebruikt. In je export staat het volledig, als je het wilt houden.',
    deleted: 'Het gegeven is verwijderd.',
    type: {
      'card-number': 'Kaartnummer',
      iban: 'Bankrekening (IBAN)',
      phone: 'Telefoonnummer',
      address: 'Adres',
      'national-id': 'Nationaal identiteitsnummer',
      'free-text': 'Notitie',
    },
    otherType: (type) => `Soort “${name(type)}”`,
    yours: {
      'card-number': 'je kaartnummer',
      iban: 'je bankrekening',
      phone: 'je telefoonnummer',
      address: 'je adres',
      'national-id': 'je nationale identiteitsnummer',
      'free-text': 'een notitie van je',
    },
    otherOfYours: (type) => `een gegeven van de soort “${name(type)}”`,
    happened: {
      'record.created': (client, what) => `${name(client)} heeft ${what} in je account gezet.`,
      'record.replaced': (client, what) => `${name(client)} heeft ${what} in je account gewijzigd.`,
      'record.revealed': (client, what) => `${name(client)} heeft ${what} bekeken.`,
      'record.deleted': (client, what) => `${name(client)} heeft ${what} uit je account verwijderd.`,
    },
  },
};

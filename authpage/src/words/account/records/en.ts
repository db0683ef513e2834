import { isolate as name } from '../../isolate.ts';

/** What apps keep for somebody, and what they did with it. */
export const words = {
  records: {
    title: 'What apps keep here for you',
    lead: 'Apps can keep values in your account, such as a card or an address. They are encrypted under a key of your account alone, and shown here in part; an app you allow to can see them in full.',
    none: 'No app keeps anything here.',
    more: 'Show more',
    keptBy: (client: string) => `Kept by ${name(client)}`,
    gone: 'Kept by an app that is no longer here',
    keptOn: (date: string) => `Since ${date}`,
    unreadable: 'Cannot be read at the moment',
    delete: 'Delete',
    deleteOf: (what: string) => `Delete ${what}`,
    deleteTitle: (what: string) => `Delete ${what}?`,
    willLose:
      'It goes for good, from every app that uses it here. Your export has it in full, if you want to keep it.',
    deleted: 'The value is deleted.',
    /** By the name of a type: above its value. */
    type: {
      'card-number': 'Card number',
      iban: 'Bank account (IBAN)',
      phone: 'Phone number',
      address: 'Address',
      'national-id': 'National identity number',
      'free-text': 'Note',
    },
    otherType: (type: string) => `Of the kind “${name(type)}”`,
    /** The same in a sentence. */
    yours: {
      'card-number': 'your card number',
      iban: 'your bank account',
      phone: 'your phone number',
      address: 'your address',
      'national-id': 'your national identity number',
      'free-text': 'a note of yours',
    },
    otherOfYours: (type: string) => `a value of the kind “${name(type)}”`,
    /** By the kind of an event, of a client that is still there. */
    happened: {
      'record.created': (client: string, what: string) => `${name(client)} put ${what} into your account.`,
      'record.replaced': (client: string, what: string) => `${name(client)} changed ${what} in your account.`,
      'record.revealed': (client: string, what: string) => `${name(client)} looked at ${what}.`,
      'record.deleted': (client: string, what: string) =>
        `${name(client)} deleted ${what} from your account.`,
    },
  },
};

import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  records: {
    title: 'Ce que des applications gardent ici pour toi',
    lead: 'Des applications peuvent garder des données dans ton compte, comme une carte ou une adresse. Elles sont chiffrées avec une clé propre à ton compte et montrées ici en partie\u00a0; une application que tu y autorises peut les voir en entier.',
    none: 'Aucune application ne garde quoi que ce soit ici.',
    more: 'Afficher plus',
    keptBy: (client) => `Gardé par ${name(client)}`,
    gone: 'Gardé par une application qui n’est plus là',
    keptOn: (date) => `Depuis le ${date}`,
    unreadable: 'Illisible pour le moment',
    delete: 'Supprimer',
    deleteOf: (what) => `Supprimer\u00a0: ${what}`,
    deleteTitle: (what) => `Supprimer\u00a0: ${what}\u00a0?`,
    willLose:
      'La donnée disparaît pour toujours, pour chaque application qui l’utilise ici. Ton export la contient en entier, si tu veux la garder.',
    deleted: 'La donnée est supprimée.',
    type: {
      'card-number': 'Numéro de carte',
      iban: 'Compte bancaire (IBAN)',
      phone: 'Numéro de téléphone',
      address: 'Adresse',
      'national-id': 'Numéro d’identité national',
      'free-text': 'Texte libre',
    },
    otherType: (type) => `Type «\u00a0${name(type)}\u00a0»`,
    yours: {
      'card-number': 'ton numéro de carte',
      iban: 'ton compte bancaire',
      phone: 'ton numéro de téléphone',
      address: 'ton adresse',
      'national-id': 'ton numéro d’identité national',
      'free-text': 'un de tes textes',
    },
    otherOfYours: (type) => `une donnée de type «\u00a0${name(type)}\u00a0»`,
    happened: {
      'record.created': (client, what) => `${name(client)} a déposé ${what} dans ton compte.`,
      'record.replaced': (client, what) => `${name(client)} a modifié ${what} dans ton compte.`,
      'record.revealed': (client, what) => `${name(client)} a consulté ${what}.`,
      'record.deleted': (client, what) => `${name(client)} a supprimé ${what} de ton compte.`,
    },
  },
};

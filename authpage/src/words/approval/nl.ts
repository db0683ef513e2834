import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  approval: {
    app: 'Naam van de app',
    host: 'Het adres van de app',
    noHost: 'geen dat wij kennen',
    askedAt: 'Gevraagd',
    allowedTitle: 'Toegestaan',
    deniedTitle: 'Geweigerd',
  },
  device: {
    title: 'Apparaat verbinden',
    lead: 'Typ de code die het apparaat voor je toont.',
    code: 'Code van het apparaat',
    codeHint: 'Acht letters, zoals WDJB-MJHT.',
    codeMissing: 'Typ de code die je apparaat toont.',
    codeUnknown:
      'Er wacht geen apparaat op deze code. Vergelijk hem met je apparaat; een oude code werkt niet meer.',
    notFromOthers:
      'Heeft iemand je deze code gestuurd, of een link ermee? Ga dan niet verder: je opent je account voor die persoon.',
    asks: (client) => `${name(client)} vraagt om toegang op een apparaat`,
    question: 'Ben je dit begonnen op een apparaat naast je?',
    warning: 'Zo niet, weiger dan: wie dat apparaat heeft, zou in je account komen.',
    where: 'Het apparaat',
    sameNetwork: (network) => `in hetzelfde netwerk als deze browser (${name(network)})`,
    otherNetwork: (network) => `in een ander netwerk dan deze browser (${name(network)})`,
    allowed: 'Je apparaat gaat zo vanzelf verder. Je kunt deze pagina sluiten.',
    denied: 'Het apparaat krijgt niets. Je kunt deze pagina sluiten.',
  },
  ciba: {
    asks: (client) => `${name(client)} vraagt om je antwoord`,
    question: 'Ben je zojuist iets begonnen bij deze app?',
    message: 'De app toont dit bericht',
    compare: 'Sta het alleen toe als de app precies hetzelfde bericht toont.',
    warning: 'Zo niet, weiger dan: wie het begon, zou namens jou handelen.',
    allowed: 'De app gaat zo vanzelf verder. Je kunt deze pagina sluiten.',
    denied: 'De app krijgt niets. Je kunt deze pagina sluiten.',
  },
};

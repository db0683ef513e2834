import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  home: { nav: 'Je account' },
  sections: {
    profile: 'Profiel',
    security: 'Beveiliging',
    vault: 'Kluis',
    apps: 'Apps',
    devices: 'Apparaten',
    events: 'Activiteit',
    data: 'Je gegevens',
  },
  leads: {
    profile: 'Wie je bent, voor de apps die dat van je mogen weten.',
    security: 'Hoe je aantoont dat dit account van jou is.',
    vault: 'Wat alleen jij kunt openen: je notities en wachtwoorden, en de sleutel achter je apps.',
    apps: 'Wat je wie hebt toegestaan. Je kunt het altijd weer intrekken.',
    devices: 'Waar je bent ingelogd. Een browser die je hier uitlogt, moet opnieuw inloggen.',
    events: 'Wat er met je account is gebeurd. Was jij dat niet? Wijzig je wachtwoord en log overal uit.',
    data: 'Wat er over je wordt bewaard: van jou om mee te nemen, en van jou om te verwijderen.',
  },
  done: {
    'change-password': 'Je nieuwe wachtwoord geldt vanaf nu.',
    'remove-password': 'Je wachtwoord is weg. Vanaf nu openen je passkeys dit account.',
    'change-email': 'Er is een brief onderweg naar het nieuwe adres. Open de link daarin om af te ronden.',
    'add-factor': 'Het is ingesteld en telt vanaf nu mee.',
    'remove-factor': 'Het is verwijderd en opent niets meer.',
    export: 'Je gegevens zijn geëxporteerd.',
    'delete-account': 'Je account wordt verwijderd.',
  },
  apps: {
    title: 'Verbonden apps',
    none: 'Er is geen app verbonden. Als je bij een app inlogt en toegang geeft, verschijnt die hier.',
    allowedOn: (date) => `Toegestaan op ${date}`,
    lastUsed: (date) => `Laatst gebruikt op ${date}`,
    notInUse: 'Nu niet in gebruik',
    withdraw: 'Intrekken',
    withdrawFrom: (client) => `Intrekken van de toegang voor ${name(client)}`,
    withdrawTitle: (client) => `De toegang voor ${name(client)} intrekken?`,
    willLose: (client) =>
      `${name(client)} verliest nu de toegang, ook als je weg bent, en moet het je opnieuw vragen. ` +
      'Wat de app al heeft ontvangen, houdt hij.',
    withdrawn: (client) => `De toegang voor ${name(client)} is ingetrokken.`,
    newKeys: 'Nieuwe sleutels',
    newKeysFor: (client) => `Nieuwe sleutels voor ${name(client)}`,
    newKeysTitle: (client) => `Nieuwe sleutels aan ${name(client)} geven?`,
    newKeysWhen:
      'Alleen als iemand anders zijn sleutels kan hebben, zoals met een apparaat dat je kwijt bent.',
    newKeysText: (client) =>
      `${name(client)}, en elke app die zijn sleutels deelt, verliest nu de toegang en krijgt andere sleutels als je er weer bij inlogt.`,
    newKeysLose:
      'Wat de app tot nu toe heeft versleuteld, gaat alleen met de oude sleutels open, en niemand kan hem die nog eens geven: waar de app ze niet zelf heeft bewaard, is dat voorgoed weg.',
    newKeysGiven: (client) => `${name(client)} krijgt nieuwe sleutels als je er weer bij inlogt.`,
  },
  waiting: {
    title: 'Wacht op je antwoord',
    look: 'Bekijken en beslissen',
    lookAt: (client) => `Bekijken en beslissen wat ${name(client)} vraagt`,
    since: (time) => `Gevraagd op ${time}`,
  },
};

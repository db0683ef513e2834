import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  factor: {
    titles: {
      passkey: 'Gebruik je passkey',
      totp: 'Code uit je authenticator-app',
      'backup-codes': 'Een van je reservecodes',
      'email-code': 'Code uit je mail',
    },
    leads: {
      passkey: 'Nog één bewijs: je browser, telefoon of sleutel laat zien dat jij het bent.',
      totp: 'Typ de zes cijfers die de app voor dit account laat zien.',
      'backup-codes': 'Typ een van de codes die je hebt bewaard. Elke code werkt één keer.',
    },
    ways: {
      passkey: 'Gebruik een passkey',
      totp: 'Gebruik je authenticator-app',
      'backup-codes': 'Gebruik een reservecode',
      'email-code': 'Krijg een code per mail',
    },
    tryAnother: 'Probeer een andere manier',
    code: 'Code',
    codeMissing: 'Typ de code.',
    remember: 'Onthoud deze browser',
    rememberHint: 'Dan is hier alleen je wachtwoord nodig. Doe het niet waar anderen deze browser gebruiken.',
    mailing: 'Er wordt een code verstuurd…',
    mailed: (email) => `We hebben een code gestuurd naar ${name(email)}. Hij werkt 10 minuten.`,
    mailAgain: 'Stuur een nieuwe code',
    mailAgainIn: (seconds) =>
      plural('nl', seconds, {
        one: 'Over 1 seconde kun je een nieuwe code vragen.',
        other: (count) => `Over ${count} seconden kun je een nieuwe code vragen.`,
      }),
  },
  setUp: {
    passkeyTitle: 'Voeg een passkey toe',
    passkeyLead:
      'Een passkey zit in dit apparaat, je telefoon of een beveiligingssleutel. Je opent hem met je vinger, gezicht of ' +
      'pincode, en hij werkt alleen voor deze site.',
    passkeyNameHint: 'Zodat je hem herkent in je lijst.',
    makePasskey: 'Maak een passkey',
    totpTitle: 'Voeg een authenticator-app toe',
    totpLead: 'Scan dit plaatje met een authenticator-app op je telefoon.',
    picture: 'Plaatje (QR-code) voor een authenticator-app',
    openApp: 'Open in een app op dit apparaat',
    typeKey: 'Of typ deze sleutel in de app:',
    codeHint: 'De zes cijfers die de app nu laat zien.',
    codesTitle: 'Je reservecodes',
    codesLead:
      'Elke code opent je account één keer, in plaats van een passkey of app die je kwijt bent. Je ziet ze alleen nu.',
    download: 'Downloaden',
    print: 'Afdrukken',
    saved: 'Ik heb ze bewaard',
    savedMissing: 'Bewaar de codes eerst en vink dit dan aan.',
    file: (server, email) => `Reservecodes voor ${email} bij ${server}`,
    fileHint: 'Elke code werkt één keer. Bewaar ze waar alleen jij kijkt.',
  },
};

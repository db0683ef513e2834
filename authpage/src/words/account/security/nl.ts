import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';
import { plural } from '../../plural.ts';

export const words: typeof en = {
  security: {
    password: 'Wachtwoord',
    passwordLead: 'Het verlaat je browser nooit. Deze server zou het niet eens kunnen lezen.',
    passwordSince: (date) => `Ingesteld op ${date}`,
    changePassword: 'Wachtwoord wijzigen',
    noPassword:
      'Je hebt er geen: je passkeys openen dit account. Je kunt er een instellen als tweede weg naar binnen.',
    setPassword: 'Wachtwoord instellen',
    alone: 'Alleen met passkeys openen',
    aloneTitle: 'Je wachtwoord verwijderen?',
    aloneText:
      'Vanaf dan openen alleen je passkeys dit account. Houd er minstens twee, op verschillende apparaten, zodat ' +
      'het verlies van een je niet buitensluit. Je kunt altijd weer een wachtwoord instellen.',
    aloneAct: 'Wachtwoord verwijderen',
    passkeys: 'Passkeys',
    passkeysLead:
      'Log in met een vingerafdruk, je gezicht, een pincode of een beveiligingssleutel. Werkt alleen op deze site.',
    noPasskeys:
      'Je hebt er nog geen. Voeg er een toe, en inloggen is één aanraking die niemand je kan ontfutselen.',
    addPasskey: 'Passkey toevoegen',
    synced: 'Gesynchroniseerd met je andere apparaten',
    oneDevice: 'Alleen op één apparaat',
    addedOn: (date) => `Toegevoegd op ${date}`,
    lastUsed: (date) => `Laatst gebruikt op ${date}`,
    neverUsed: 'Nog niet gebruikt',
    rename: 'Hernoemen',
    renameOf: (factor) => `Hernoemen van ${name(factor)}`,
    label: 'Naam van deze passkey',
    labelMissing: 'Vul een naam in waaraan je hem herkent.',
    renamed: 'De nieuwe naam is opgeslagen.',
    remove: 'Verwijderen',
    removeOf: (factor) => `Verwijderen van ${name(factor)}`,
    removeTitle: (factor) => `${name(factor)} verwijderen?`,
    losesPasskey:
      'Deze passkey opent niets meer. Je apparaat houdt zijn helft, tot je die daar in de instellingen verwijdert.',
    totp: 'Authenticator-app',
    totpLead:
      'Een app op je telefoon toont een code die elke 30 seconden wisselt. Na je wachtwoord wordt ernaar gevraagd.',
    noTotp: 'Niet ingesteld. Met zo’n app komt wie je wachtwoord kent nog steeds niet binnen.',
    setUpTotp: 'App instellen',
    losesTotp:
      'De codes ervan gelden niet meer. Heb je ook geen passkey, dan is je wachtwoord alles wat wordt gevraagd.',
    backup: 'Reservecodes',
    backupLead: 'Tien codes op papier, voor de dag dat je telefoon weg is. Elke code vervangt hem één keer.',
    noBackup: 'Je hebt er geen. Maak ze zodra je een passkey of authenticator-app hebt, en bewaar ze elders.',
    makeBackup: 'Reservecodes maken',
    backupLeft: (left) =>
      plural('nl', left, {
        one: (count) => `Nog ${count} van de 10 over`,
        other: (count) => `Nog ${count} van de 10 over`,
      }),
    backupFew: 'Er zijn er nog weinig. Maak nieuwe voor je ze nodig hebt.',
    madeOn: (date) => `Gemaakt op ${date}`,
    renewBackup: 'Nieuwe codes maken',
    renewBackupTitle: 'Nieuwe reservecodes maken?',
    renewBackupText:
      'Alle codes die je nu hebt, werken dan niet meer. Gooi dat papier weg en bewaar het nieuwe.',
  },
};

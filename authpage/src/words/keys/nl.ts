import { isolate as name } from '../isolate.ts';
import type { KeyWords } from './en.ts';

export const words: KeyWords = {
  unlock: {
    title: 'Open je kluis',
    opening: 'Je kluis wordt geopend…',
    lead: 'Je kluis is op slot. Hij gaat alleen in deze browser open: de server kan hem niet openen.',
    byPassword: 'Gebruik je wachtwoord',
    byPasskey: 'Gebruik een passkey',
    byRecovery: 'Gebruik je herstelsleutel',
    open: 'Kluis openen',
    noWay: 'Deze browser kan hem niet openen: daarvoor is een passkey van jou nodig, en een browser die passkeys kent.',
    recoveryKey: 'Herstelsleutel',
    recoveryHint: '8 groepjes van 5 letters en cijfers. Hoofdletters, spaties en streepjes maken niet uit.',
    recoveryMissing: 'Typ je herstelsleutel.',
    recoveryTurns: 'Hij werkt één keer: er komt een nieuwe voor in de plaats, die je meteen daarna te zien krijgt.',
    stay: 'Open houden op dit apparaat tot ik uitlog',
    stayHint: 'Alleen waar niemand anders je browser gebruikt: tot dan gaat hij hier open zonder iets te vragen.',
    staysOpen: 'Je kluis blijft open op dit apparaat tot je uitlogt of hem op slot doet.',
  },
  makeKey: {
    lead: 'Je hebt nog geen kluissleutel. Hij wordt in deze browser gemaakt en op slot gedaan met je wachtwoord of een passkey; de server ziet hem nooit.',
    make: 'Maak mijn sleutel',
    byPasskey: 'Maak hem met een passkey',
    why: 'Nog één keer je wachtwoord: het doet de nieuwe sleutel op slot.',
  },
  recoverySheet: {
    title: 'Je herstelsleutel',
    lead: 'Hij opent je kluis als je wachtwoord en passkeys weg zijn. Je ziet hem alleen nu, en niemand kan hem nog eens tonen.',
    file: (server, email) => `Herstelsleutel voor ${email} bij ${server}`,
    hint: 'Wie hem heeft en als jou kan inloggen, opent je kluis. Bewaar hem waar alleen jij kijkt.',
    download: 'Sleutel downloaden',
    print: 'Sleutel afdrukken',
    kept: 'Ik heb hem bewaard',
  },
  rolledBack: {
    title: 'Stop hier',
    text: 'Deze server noemt een oudere kluissleutel dan deze browser heeft gezien, of helemaal geen.',
    why: 'Misschien zijn er gegevens kwijt, of wil iemand dat je een nieuwe sleutel maakt in plaats van de jouwe. Laat je kluis met rust en vraag het aan wie deze server beheert.',
  },
  keysStep: {
    title: (client) => `Sleutels voor ${name(client)}`,
    gets: (client) => `${name(client)} krijgt eigen sleutels: daarmee opent de app wat hij versleuteld voor je bewaart, en niets van andere apps.`,
    handing: 'De sleutels worden overhandigd…',
  },
  newKeys: {
    title: 'Je kluis',
    willLock: 'Je kluis gaat op slot: je nieuwe wachtwoord alleen opent hem niet. Open hem nu, dan gaat er niets verloren.',
    stays: 'Je kluis is open en gaat mee met je nieuwe wachtwoord.',
    toChange: 'Open eerst je kluis: dan gaat hij mee met je nieuwe wachtwoord.',
    without: 'Doorgaan zonder mijn kluis',
    withoutText: 'Hij blijft een tijd op slot (90 dagen, tenzij de beheerder anders koos). Tot dan opent je oude wachtwoord of herstelsleutel hem weer; daarna is verloren wat erin zit. Apps krijgen andere sleutels.',
    choose: 'Typ je herstelsleutel, open de kluis met een passkey, of vink aan dat je zonder doorgaat.',
    chooseWithout: 'Open de kluis met een passkey, als die er is, of vink aan dat je zonder doorgaat.',
    reloaded: 'Deze pagina is opnieuw geladen en heeft niet meer wat je kluis opent. Log nog één keer in met het wachtwoord dat je hebt.',
    signInAgain: 'Opnieuw inloggen',
  },
};

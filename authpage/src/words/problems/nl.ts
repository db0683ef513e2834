import { plural } from '../plural.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  wait: (minutes, time) =>
    plural('nl', minutes, {
      one: `Te veel pogingen. Wacht een minuut en probeer het dan opnieuw (vanaf ${time}).`,
      other: (count) =>
        `Te veel pogingen. Wacht ${count} minuten en probeer het dan opnieuw (vanaf ${time}).`,
    }),
  problems: {
    invalid_input: {
      title: 'Er ontbreekt iets',
      text: 'De server kon niets met wat er is verstuurd. Controleer wat je hebt ingevuld en probeer het opnieuw.',
    },
    wrong_password: {
      title: 'Niet geopend',
      text: 'Dat wachtwoord opende je account niet. Probeer het opnieuw.',
    },
    passkey_dismissed: {
      title: 'Geen passkey gebruikt',
      text: 'Er is geen passkey gebruikt: dat is afgebroken, of hier is er geen voor deze site. Probeer het opnieuw, of kies een andere manier.',
    },
    passkey_failed: {
      title: 'Passkey werkt hier niet',
      text: 'Deze browser kon geen passkey voor deze site gebruiken. Kies een andere manier, of probeer een andere browser.',
    },
    passkey_without_key: {
      title: 'Deze passkey opent geen kluis',
      text: 'Deze passkey of browser kan geen sleutel afleiden en dus geen kluis openen. Kies een andere manier.',
    },
    key_not_opened: {
      title: 'Je kluis bleef dicht',
      text: 'Dat klopte, maar het opent je kluis niet. Kies een andere manier.',
    },
    recovery_key_mistyped: {
      title: 'Tikfout',
      text: 'Dat is geen herstelsleutel: er klopt een letter of cijfer niet. Vergelijk met wat je hebt bewaard.',
    },
    vault_failed: {
      title: 'Je kluis kon niet worden gebruikt',
      text: 'Wat bewaard is, past niet bij je kluissleutel; er is niets gewijzigd. Laad de pagina opnieuw; blijft het zo, meld het de beheerder.',
    },
    wrong_factor: {
      title: 'Dat klopte niet',
      text: 'Dat klopte niet, of het was te oud. Probeer het opnieuw.',
    },
    last_way_in: {
      title: 'Je enige toegang',
      text: 'Zonder deze opent niets je account nog. Voeg eerst een andere manier toe.',
    },
    keys_missing: {
      title: 'Je kluis moet mee',
      text: 'Het nieuwe wachtwoord is niet opgeslagen, omdat de sleutel van je kluis niet meekwam. Laad deze pagina opnieuw en probeer het nog eens.',
    },
    keys_changed: {
      title: 'Inmiddels een andere sleutel',
      text: 'De sleutel van je kluis is elders veranderd, of deze pagina heeft een oudere. Er is niets veranderd. Laad de pagina opnieuw.',
    },
    recovery_used: {
      title: 'Je herstelsleutel is gebruikt',
      text: 'Hij werkt één keer. Er is niets veranderd, omdat er geen nieuwe voor in de plaats kwam. Laad deze pagina opnieuw en probeer het nog eens.',
    },
    last_key: {
      title: 'De enige sleutel van je kluis',
      text: 'Zonder deze opent niets je kluis nog. Voeg eerst een andere manier toe, zoals een herstelsleutel.',
    },
    wrong_recovery_key: {
      title: 'Niet geopend',
      text: 'Die herstelsleutel opende je kluis niet. Controleer elk teken en probeer het opnieuw.',
    },
    vault_full: {
      title: 'Je kluis is vol',
      text: 'Er is geen plaats voor meer. Verwijder er iets uit en probeer het opnieuw.',
    },
    too_many_factors: {
      title: 'Geen plaats meer',
      text: 'Je account heeft er hiervan zoveel als het kan hebben. Verwijder er een die je niet meer gebruikt en probeer het opnieuw.',
    },
    factor_taken: {
      title: 'Een passkey die we kennen',
      text: 'Dit apparaat of deze sleutel heeft al een passkey voor een account hier. Gebruik een andere.',
    },
    too_many_attempts: {
      title: 'Te veel pogingen',
      text: 'Te veel pogingen. Wacht even en probeer het dan opnieuw.',
    },
    interaction_expired: {
      title: 'Deze pagina is verlopen',
      text: 'Het duurde te lang, of je hebt dit in een ander tabblad afgerond. Er is niets veranderd. Begin opnieuw.',
    },
    interaction_foreign: {
      title: 'Deze pagina hoort bij een andere browser',
      text: 'Dit is ergens anders begonnen, of cookies zijn hier geblokkeerd. Sta cookies voor deze site toe en begin opnieuw.',
    },
    ticket_invalid: {
      title: 'Deze link werkt niet meer',
      text: 'Hij is al gebruikt, of te oud. Heb je al een account, log dan in; vraag anders een nieuwe link aan.',
    },
    registration_closed: {
      title: 'Geen nieuwe accounts',
      text: 'Deze server neemt geen nieuwe accounts aan. Vraag de beheerder om een uitnodiging.',
    },
    user_code_unknown: { title: 'Code onbekend', text: 'Er wacht geen apparaat op deze code.' },
    request_foreign: {
      title: 'Deze vraag is niet voor jou',
      text: 'Iemand anders heeft hem geopend, of hij was voor een ander account. Er is niets veranderd.',
    },
    request_gone: {
      title: 'Deze vraag is gesloten',
      text: 'Ze is al beantwoord of heeft te lang gewacht. Er is niets veranderd. Begin opnieuw bij de app of het apparaat.',
    },
    vault_changed: {
      title: 'Elders gewijzigd',
      text: 'Een ander apparaat heeft dit gewijzigd sinds je het las. Er is niets opgeslagen: bekijk de nieuwe stand en probeer het opnieuw.',
    },
    sign_in_first: {
      title: 'Log eerst in',
      text: 'Deze pagina is alleen voor jou. Log in om verder te gaan.',
    },
    cross_site: {
      title: 'Niet van hier',
      text: 'Dit verzoek kwam niet van onze eigen pagina en is daarom niet uitgevoerd. Open de pagina opnieuw.',
    },
    not_found: { title: 'Hier is niets', text: 'Dit adres leidt nergens heen. Controleer het, of ga terug.' },
    unavailable: {
      title: 'Nu niet beschikbaar',
      text: 'Een deel van de server is niet beschikbaar. Er is niets veranderd. Probeer het zo nog eens.',
    },
    server_error: {
      title: 'Er ging bij ons iets mis',
      text: 'Het lag niet aan jou. Probeer het opnieuw; blijft het zo, geef de beheerder dan het verzoeknummer.',
    },
    bad_client_request: {
      title: 'De app stuurde een verzoek waar we niets mee kunnen',
      text: 'Voor de zekerheid sturen we je niet terug. Ga zelf terug naar de app en probeer het opnieuw, of meld het de makers.',
    },
    offline: {
      title: 'Geen verbinding',
      text: 'De server was niet te bereiken; er is niets beoordeeld. Controleer je verbinding en probeer het opnieuw.',
    },
    slow: {
      title: 'Geen antwoord',
      text: 'De server deed er te lang over; er is niets beoordeeld. Probeer het opnieuw.',
    },
  },
  cookiesBlocked: {
    title: 'Cookies zijn geblokkeerd',
    text: 'Inloggen kan niet zonder cookies voor deze site. Sta ze toe in je browser en probeer het opnieuw.',
  },
  unsupported: {
    title: 'Deze browser is te oud voor ons',
    text: 'Om je wachtwoord hier te houden zijn WebAssembly en workers nodig; deze browser heeft ze niet of ze staan uit. Gebruik een nieuwere.',
  },
};

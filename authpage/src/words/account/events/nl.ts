import type { words as en } from './en.ts';
import { isolate as name } from '../../isolate.ts';

export const words: typeof en = {
  events: {
    title: 'Activiteit',
    none: 'Nog niets. Inlogs en wijzigingen komen hier te staan.',
    more: 'Meer tonen',
    network: (network) => `Vanaf netwerk ${name(network)}`,
    other: 'Er is iets met je account gebeurd waar deze pagina nog geen woorden voor heeft.',
    kinds: {
      'account.created': 'Je account is aangemaakt.',
      'account.approved': 'Je account is goedgekeurd.',
      'account.disabled': 'De beheerder heeft je account vergrendeld.',
      'account.enabled': 'De beheerder heeft je account weer geopend.',
      'account.unlocked': 'De beheerder heeft een wachttijd beëindigd: je kunt weer inloggen.',
      'account.factors_reset':
        'De beheerder heeft je passkeys, authenticator-app en reservecodes verwijderd.',
      'account.recovery_sent':
        'De beheerder heeft je een brief gestuurd om een nieuw wachtwoord in te stellen.',
      'account.deletion_asked': 'Er is gevraagd je account te verwijderen.',
      'account.kept': 'Je hebt je account gehouden: het verwijderen gaat niet door.',
      'account.signed_in': 'Je hebt ingelogd.',
      'account.signed_out': 'Je hebt uitgelogd.',
      'session.ended': 'Een browser is uitgelogd.',
      'sessions.ended': 'Meerdere browsers zijn uitgelogd.',
      'consent.given': 'Je hebt een app toegang gegeven.',
      'consent.denied': 'Je hebt een app toegang geweigerd.',
      'consent.withdrawn': 'De toegang van een app is ingetrokken.',
      'keys.rotated': 'De sleutels van een app zijn vervangen. De toegang is beëindigd.',
      'tokens.issued': 'Een app heeft toegang gekregen.',
      'tokens.revoked': 'Een app heeft zijn toegang teruggegeven.',
      'code.replayed': 'Een inlog bij een app is herhaald. De toegang die daaruit kwam, is ingetrokken.',
      'refresh.replayed':
        'Een oude sleutel van een app is gebruikt. Voor de zekerheid is de toegang ingetrokken.',
      'login.throttled': 'Er is te vaak geprobeerd in te loggen. Er ging een wachttijd in.',
      'profile.changed': 'Je profiel is gewijzigd.',
      'email.change_asked': 'Er is om een nieuw e-mailadres gevraagd.',
      'email.changed': 'Je e-mailadres is gewijzigd.',
      'password.changed': 'Je wachtwoord is gewijzigd.',
      'password.removed': 'Je wachtwoord is verwijderd.',
      'password.compromised':
        'Je wachtwoord is mogelijk bij anderen bekend. Je bent overal uitgelogd en gevraagd een nieuw te kiezen.',
      'credential.renewed':
        'Je wachtwoord is opnieuw opgeslagen, onder nieuwere sleutels van deze server. Het blijft hetzelfde.',
      'keys.rewrapped': 'Je kluis is onder je nieuwe wachtwoord gezet.',
      'keys.restarted':
        'Je kluis begon opnieuw, met een andere sleutel. Wat er eerder in zat, is vergrendeld.',
      'data.exported': 'Je gegevens zijn geëxporteerd.',
      'factor.added': 'Er is een passkey of authenticator-app toegevoegd.',
      'factor.removed': 'Er is een passkey of authenticator-app verwijderd.',
      'factor.refused': 'De tweede stap van een inlog ging te vaak mis.',
      'backup_codes.made': 'Er zijn nieuwe reservecodes gemaakt.',
      'backup.restored':
        'De server is hersteld vanaf een back-up: je account is zoals het toen was, en alle browsers en apps zijn afgemeld.',
      'record.created': 'Een app heeft een gegeven in je account gezet.',
      'record.replaced': 'Een app heeft een gegeven in je account gewijzigd.',
      'record.revealed': 'Een app heeft een gegeven in je account bekeken.',
      'record.deleted': 'Een gegeven dat een app voor je bewaarde, is verwijderd.',
      'keys.made': 'De sleutel van je kluis is gemaakt.',
      'keys.recovery_made': 'Er is een herstelsleutel voor je kluis gemaakt.',
      'keys.recovery_used': 'Een herstelsleutel heeft je kluis geopend.',
      'keys.reopened': 'Een oudere sleutel van je kluis is weer geopend.',
      'keys.replaced': 'De sleutel van je kluis is door een andere vervangen.',
      'keys.passkey_added': 'Een passkey mag je kluis voortaan openen.',
      'keys.passkey_removed': 'Een passkey opent je kluis niet meer.',
      'keys.device_kept': 'Je kluis blijft open op een apparaat tot je daar uitlogt.',
      'keys.device_removed': 'Je kluis blijft niet meer open op een apparaat.',
      'vault.emptied': 'Alles wat voor je in de kluis werd bewaard, is verwijderd.',
    },
    ofClient: {
      'account.signed_in': (client) => `Je hebt ingelogd bij ${name(client)}.`,
      'consent.given': (client) => `Je hebt ${name(client)} toegang gegeven.`,
      'consent.denied': (client) => `Je hebt ${name(client)} toegang geweigerd.`,
      'consent.withdrawn': (client) => `De toegang van ${name(client)} is ingetrokken.`,
      'keys.rotated': (client) => `De sleutels van ${name(client)} zijn vervangen. De toegang is beëindigd.`,
      'tokens.issued': (client) => `${name(client)} heeft toegang gekregen.`,
      'tokens.revoked': (client) => `${name(client)} heeft zijn toegang teruggegeven.`,
      'code.replayed': (client) =>
        `Een inlog bij ${name(client)} is herhaald. De toegang die daaruit kwam, is ingetrokken.`,
      'refresh.replayed': (client) =>
        `Een oude sleutel van ${name(client)} is gebruikt. Voor de zekerheid is de toegang ingetrokken.`,
    },
  },
};

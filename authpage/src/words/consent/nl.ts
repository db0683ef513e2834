import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  consent: {
    title: (client) => `${name(client)} vraagt om toegang`,
    answerGoesTo: 'Je antwoord gaat naar',
    signedInAs: 'Ingelogd als',
    describedAt: 'Zegt wie het is op',
    unchecked: 'Deze app heeft zichzelf aangemeld. Niemand van deze dienst heeft hem gecontroleerd.',
    willBeAble: 'Als je dit toestaat, kan deze app:',
    where: 'De app handelt voor je bij',
    once: 'Voor deze ene keer vraagt de app om toestemming voor:',
    fresh: 'nieuw',
    nothing: 'je herkennen als je terugkomt, en verder niets',
    away: 'Als je weg bent',
    technical: 'Technische gegevens',
    scopes: 'Scopes',
    later: 'Je kunt dit op je accountpagina altijd weer intrekken.',
    allow: 'Toestaan',
    deny: 'Weigeren',
    unknownScope: (scope) => `“${name(scope)}” gebruiken`,
    resource: (identifier) => `voor je handelen bij ${name(identifier)}`,
    unknownClaim: (claim) => `“${name(claim)}” van je account zien`,
    claim: {
      name: 'je naam zien',
      given_name: 'je voornaam zien',
      family_name: 'je achternaam zien',
      nickname: 'zien hoe je graag genoemd wordt',
      picture: 'je foto zien',
      website: 'je website zien',
      locale: 'je taal zien',
      zoneinfo: 'je tijdzone zien',
      updated_at: 'zien wanneer je gegevens voor het laatst veranderden',
      email: 'je e-mailadres zien',
      email_verified: 'zien of je e-mailadres bevestigd is',
    },
    scope: {
      openid: 'je herkennen als je terugkomt',
      profile: 'zien wat je in je profiel schreef: naam, foto, website, taal en tijdzone',
      email: 'je e-mailadres zien',
      offline_access: 'ingelogd blijven en voor je handelen terwijl je weg bent, tot je dit intrekt',
      device_sso: 'je op dit apparaat inloggen bij andere apps van dezelfde maker',
      'records:read':
        'zien wat apps hier voor je bewaren, zoals kaarten en adressen, met van elk alleen een deel: de laatste cijfers, of de plaats',
      'records:write':
        'hier gegevens voor je bewaren, zoals een kaart of een adres, en alles wat hier bewaard wordt wijzigen of verwijderen, ook van andere apps',
      'records:reveal':
        'alles wat hier voor je bewaard wordt volledig zien, ook van andere apps: kaartnummers, bankrekeningen, adressen, notities',
      'vault:read':
        'zien wat hij voor je bewaart in je kluis, en niets van wat apps van andere makers daar bewaren',
      'vault:write':
        'in je kluis gegevens voor je bewaren die deze dienst niet kan lezen, en wijzigen of verwijderen wat hij daar bewaart',
    },
  },
};

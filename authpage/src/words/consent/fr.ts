import type { words as en } from './en.ts';
import { isolate as name } from '../isolate.ts';

export const words: typeof en = {
  consent: {
    title: (client) => `${name(client)} demande un accès`,
    answerGoesTo: 'Ta réponse va à',
    signedInAs: 'Connecté en tant que',
    describedAt: 'Dit qui elle est sur',
    unchecked: 'Cette application s’est inscrite elle-même. Personne de ce service ne l’a vérifiée.',
    willBeAble: 'Si tu l’autorises, cette application peut\u00a0:',
    where: 'Elle agira pour toi auprès de',
    once: 'Pour cette seule fois, elle te demande d’autoriser\u00a0:',
    fresh: 'nouveau',
    nothing: 'te reconnaître quand tu reviens, et rien de plus',
    away: 'Quand tu n’es pas là',
    technical: 'Détails techniques',
    scopes: 'Portées',
    later: 'Tu peux retirer cet accès à tout moment sur la page de ton compte.',
    allow: 'Autoriser',
    deny: 'Refuser',
    unknownScope: (scope) => `utiliser «\u00a0${name(scope)}\u00a0»`,
    resource: (identifier) => `agir pour toi auprès de ${name(identifier)}`,
    unknownClaim: (claim) => `voir «\u00a0${name(claim)}\u00a0» de ton compte`,
    claim: {
      name: 'voir ton nom',
      given_name: 'voir ton prénom',
      family_name: 'voir ton nom de famille',
      nickname: 'voir comment tu aimes qu’on t’appelle',
      picture: 'voir ta photo',
      website: 'voir ton site web',
      locale: 'voir ta langue',
      zoneinfo: 'voir ton fuseau horaire',
      updated_at: 'voir quand tes données ont changé pour la dernière fois',
      email: 'voir ton adresse e-mail',
      email_verified: 'voir si ton adresse e-mail est confirmée',
    },
    scope: {
      openid: 'te reconnaître quand tu reviens',
      profile: 'voir ce que dit ton profil\u00a0: nom, photo, site web, langue et fuseau horaire',
      email: 'voir ton adresse e-mail',
      offline_access: 'rester connectée et agir pour toi en ton absence, jusqu’à ce que tu retires l’accès',
      device_sso: 'te connecter à d’autres applications du même éditeur sur cet appareil',
      'records:read':
        'voir ce que des applications gardent ici pour toi, comme des cartes et des adresses, et de chacune une partie seulement\u00a0: les derniers chiffres, ou la ville',
      'records:write':
        'garder ici des données pour toi, comme une carte ou une adresse, et modifier ou supprimer tout ce qui est gardé ici, même par d’autres applications',
      'records:reveal':
        'voir en entier tout ce qui est gardé ici pour toi, même par d’autres applications\u00a0: numéros de carte, comptes bancaires, adresses, notes',
      'vault:read':
        'voir ce qu’elle garde pour toi dans ton coffre, et rien de ce que des applications d’autres éditeurs y gardent',
      'vault:write':
        'garder pour toi dans ton coffre des données que ce service ne peut pas lire, et modifier ou supprimer ce qu’elle y garde',
    },
  },
};

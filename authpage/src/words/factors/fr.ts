import { isolate as name } from '../isolate.ts';
import { plural } from '../plural.ts';
import type { words as en } from './en.ts';

export const words: typeof en = {
  factor: {
    titles: {
      passkey: 'Utilise ta clé d’accès',
      totp: 'Code de ton application d’authentification',
      'backup-codes': 'Un de tes codes de secours',
      'email-code': 'Code reçu par e-mail',
    },
    leads: {
      passkey: 'Encore une preuve : ton navigateur, ton téléphone ou ta clé montre que c’est toi.',
      totp: 'Saisis les six chiffres que l’application affiche pour ce compte.',
      'backup-codes': 'Saisis un des codes que tu as gardés. Chacun sert une fois.',
    },
    ways: {
      passkey: 'Utiliser une clé d’accès',
      totp: 'Utiliser ton application d’authentification',
      'backup-codes': 'Utiliser un code de secours',
      'email-code': 'Recevoir un code par e-mail',
    },
    tryAnother: 'Essayer autrement',
    code: 'Code',
    codeMissing: 'Saisis le code.',
    remember: 'Se souvenir de ce navigateur',
    rememberHint:
      'Ton mot de passe suffira alors ici. Ne le fais pas là où d’autres utilisent ce navigateur.',
    mailing: 'Envoi d’un code…',
    mailed: (email) => `Nous avons envoyé un code à ${name(email)}. Il est valable 10 minutes.`,
    mailAgain: 'Envoyer un autre code',
    mailAgainIn: (seconds) =>
      plural('fr', seconds, {
        one: (count) => `Tu pourras demander un autre code dans ${count} seconde.`,
        other: (count) => `Tu pourras demander un autre code dans ${count} secondes.`,
      }),
  },
  setUp: {
    passkeyTitle: 'Ajouter une clé d’accès',
    passkeyLead:
      'Une clé d’accès est gardée par cet appareil, ton téléphone ou une clé de sécurité. Elle s’ouvre avec ton doigt, ' +
      'ton visage ou ton code PIN, et ne sert qu’à ce site.',
    passkeyNameHint: 'Pour la reconnaître dans ta liste.',
    makePasskey: 'Créer une clé d’accès',
    totpTitle: 'Ajouter une application d’authentification',
    totpLead: 'Scanne cette image avec une application d’authentification sur ton téléphone.',
    picture: 'Image (code QR) pour une application d’authentification',
    openApp: 'Ouvrir dans une application de cet appareil',
    typeKey: 'Ou saisis cette clé dans l’application :',
    codeHint: 'Les six chiffres que l’application affiche maintenant.',
    codesTitle: 'Tes codes de secours',
    codesLead:
      'Chacun ouvre ton compte une fois, à la place d’une clé d’accès ou d’une application perdue. Ils ne sont montrés ' +
      'que maintenant.',
    download: 'Télécharger',
    print: 'Imprimer',
    saved: 'Je les ai gardés',
    savedMissing: 'Garde d’abord les codes, puis coche cette case.',
    file: (server, email) => `Codes de secours pour ${email} sur ${server}`,
    fileHint: 'Chaque code sert une fois. Garde-les là où toi seul regardes.',
  },
};

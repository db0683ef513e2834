import { isolate as name } from '../isolate.ts';

/** What an app asks for, and what it may know. */
export const words = {
  consent: {
    title: (client: string) => `${name(client)} asks for access`,
    answerGoesTo: 'Your answer goes to',
    signedInAs: 'Signed in as',
    describedAt: 'Says who it is at',
    unchecked: 'This app registered itself. Nobody who runs this service has checked it.',
    willBeAble: 'If you allow it, this app can:',
    where: 'It will act for you at',
    once: 'This once, it asks you to allow:',
    fresh: 'new',
    nothing: 'recognise you when you come back, and nothing more',
    away: 'When you are away',
    technical: 'Technical details',
    scopes: 'Scopes',
    later: 'You can withdraw this at any time on your account page.',
    allow: 'Allow',
    deny: 'Deny',
    unknownScope: (scope: string) => `use “${name(scope)}”`,
    resource: (identifier: string) => `act for you at ${name(identifier)}`,
    unknownClaim: (claim: string) => `see “${name(claim)}” of your account`,
    claim: {
      name: 'see your name',
      given_name: 'see your given name',
      family_name: 'see your family name',
      nickname: 'see what you like to be called',
      picture: 'see your picture',
      website: 'see your website',
      locale: 'see your language',
      zoneinfo: 'see your time zone',
      updated_at: 'see when your details last changed',
      email: 'see your e-mail address',
      email_verified: 'see whether your e-mail address is confirmed',
    },
    scope: {
      openid: 'recognise you when you come back',
      profile: 'see what you wrote in your profile: name, picture, website, language and time zone',
      email: 'see your e-mail address',
      offline_access: 'stay signed in and act for you while you are away, until you withdraw it',
      device_sso: 'sign you in to other apps of the same maker on this device',
      'records:read':
        'see what apps keep for you here, such as cards and addresses, with only a part of each: the last digits, or the town',
      'records:write':
        'keep values here for you, such as a card or an address, and change or delete all that are kept here, also those of other apps',
      'records:reveal':
        'see in full all that is kept for you here, also by other apps: card numbers, bank accounts, addresses, notes',
      'vault:read':
        'see what it keeps for you in your vault, and nothing that apps of other makers keep there',
      'vault:write':
        'keep data for you in your vault that this service cannot read, and change or delete what it keeps there',
    },
  },
};

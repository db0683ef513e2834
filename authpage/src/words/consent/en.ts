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
      updated_at: 'see when your details last changed',
      email: 'see your e-mail address',
      email_verified: 'see whether your e-mail address is confirmed',
    },
    scope: {
      openid: 'recognise you when you come back',
      profile: 'see your name',
      email: 'see your e-mail address',
      offline_access: 'stay signed in and act for you while you are away, until you withdraw it',
      device_sso: 'sign you in to other apps of the same maker on this device',
    },
  },
};

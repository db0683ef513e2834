import { isolate as name } from '../isolate.ts';

/** What is asked elsewhere and decided here: by a device (RFC 8628), or by the server of an app (CIBA). */
export const words = {
  approval: {
    app: 'App',
    host: 'Its address',
    noHost: 'none that we know',
    askedAt: 'Asked',
    allowedTitle: 'Allowed',
    deniedTitle: 'Denied',
  },
  device: {
    title: 'Connect a device',
    lead: 'Type the code that the device in front of you shows.',
    code: 'Code from the device',
    codeHint: 'Eight letters, like WDJB-MJHT.',
    codeMissing: 'Type the code that your device shows.',
    codeUnknown: 'No device waits under this code. Compare it with your device; an old code stops working.',
    notFromOthers:
      'Did somebody send you this code, or a link with it? Then do not go on: it opens your account to them.',
    asks: (client: string) => `${name(client)} asks for access on a device`,
    question: 'Did you start this on a device next to you?',
    warning: 'If you did not, deny it: whoever holds that device would get into your account.',
    where: 'The device',
    sameNetwork: (network: string) => `in the same network as this browser (${name(network)})`,
    otherNetwork: (network: string) => `in another network than this browser (${name(network)})`,
    allowed: 'Your device goes on by itself in a moment. You can close this page.',
    denied: 'The device gets nothing. You can close this page.',
  },
  ciba: {
    asks: (client: string) => `${name(client)} asks for your answer`,
    question: 'Did you start something at this app just now?',
    message: 'It shows this message',
    compare: 'Allow it only if the app shows exactly the same message.',
    warning: 'If you did not, deny it: whoever started it would act in your name.',
    allowed: 'The app goes on by itself in a moment. You can close this page.',
    denied: 'The app gets nothing. You can close this page.',
  },
};

import { isolate as name } from '../../isolate.ts';

/** Browsers that are signed in. */
export const words = {
  devices: {
    title: 'Signed in now',
    thisBrowser: 'This browser',
    unknownDevice: 'Unknown browser',
    unknownPlace: 'Place unknown',
    signedInOn: (date: string) => `Signed in on ${date}`,
    lastSeen: (date: string) => `Last seen ${date}`,
    signOutOf: (device: string) => `Sign out of ${name(device)}`,
    ended: (device: string) => `${name(device)} is signed out.`,
    alone: 'You are signed in in this browser alone.',
    manyTitle: 'All at once',
    manyLead: 'For a device that you lost, or do not know.',
    endOthers: 'Sign out all others',
    endOthersTitle: 'Sign out all other browsers?',
    endOthersText:
      'Everywhere but here you have to sign in again. What was typed there and not saved may be lost.',
    endedOthers: 'You are signed in in this browser alone.',
    everywhere: 'Sign out everywhere',
    everywhereTitle: 'Sign out everywhere?',
    everywhereText:
      'Every browser has to sign in again, this one too. Apps lose their access, and those that can be told are told.',
  },
};

import { isolate as name } from '../../isolate.ts';

/** The first page of an account. */
export const words = {
  home: {
    title: 'Your account',
    clients: 'Connected apps',
    noClients: 'No app is connected. When you sign in to one and allow it access, it appears here.',
    allowedOn: (date: string) => `Allowed on ${date}`,
    withdraw: 'Withdraw',
    withdrawFrom: (client: string) => `Withdraw access of ${name(client)}`,
    willLose: (client: string) =>
      `${name(client)} loses its access now, also while you are away, and must ask you again. ` +
      'It keeps what it has already received.',
    withdrawn: (client: string) => `Access of ${name(client)} is withdrawn.`,
    sessions: 'Where you are signed in',
    sessionsLead: 'A browser that you sign out here has to sign in again.',
    thisBrowser: 'This browser',
    unknownDevice: 'Unknown browser',
    signedInOn: (date: string) => `Signed in on ${date}`,
    lastSeen: (date: string) => `Last seen ${date}`,
    signOutOf: (device: string) => `Sign out of ${name(device)}`,
    ended: 'Signed out there.',
    endOthers: 'Sign out all others',
    endedOthers: 'You are signed in in this browser alone.',
    everywhere: 'Sign out everywhere',
    everywhereHint: 'Apps lose their access too, and those that can be told are told.',
  },
  waiting: {
    title: 'Waiting for your answer',
    look: 'Look and decide',
    lookAt: (client: string) => `Look and decide on what ${name(client)} asks`,
    since: (time: string) => `Asked ${time}`,
  },
};

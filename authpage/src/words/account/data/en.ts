import { plural } from '../../plural.ts';

/** Taking along what is kept, and deleting it. */
export const words = {
  data: {
    exportTitle: 'Take your data along',
    exportLead:
      'One file (JSON) with your profile, apps, devices, events, the ways you sign in and, in full, what apps keep here.',
    exportHint:
      'First you confirm that it is you. No password or other secret of your sign-in is in it, but what apps keep is: put it in a safe place.',
    export: 'Export my data',
    deleteTitle: 'Delete your account',
    deleteLead: 'Your account and everything in it goes, for good.',
    grace:
      'At first it is only locked. A letter says until when you can change your mind by signing in; after that day ' +
      'nobody can bring it back, not even the operator.',
    delete: 'Delete my account',
    deleteAsk: 'Delete your account?',
    deleteContinue: 'Continue',
    loses: 'You will lose:',
    losesProfile: 'your name, picture and everything in your profile',
    losesWays: 'your password, passkeys and backup codes',
    losesApps: (clients: number) =>
      plural('en', clients, {
        one: 'the way into 1 connected app, which may lose what it keeps for you',
        other: (count) => `the way into ${count} connected apps, which may lose what they keep for you`,
      }),
    losesRecords: 'what apps keep here for you',
    losesEvents: 'your devices and events',
  },
};

import { isolate as name } from '../../isolate.ts';

/** What is around the sections of an account, and the apps. */
export const words = {
  home: { nav: 'Your account' },
  sections: {
    profile: 'Profile',
    security: 'Security',
    vault: 'Vault',
    apps: 'Apps',
    devices: 'Devices',
    events: 'Events',
    data: 'Your data',
  },
  leads: {
    profile: 'Who you are, for the apps that you allow to know.',
    security: 'How you prove that this account is yours.',
    vault: 'What only you can open: your notes and passwords, and the key behind your apps.',
    apps: 'Whom you allowed what. You can withdraw it at any time.',
    devices: 'Where you are signed in. A browser that you sign out here has to sign in again.',
    events:
      'What happened to your account. If that was not you, change your password and sign out everywhere.',
    data: 'What is kept about you: yours to take along, and yours to delete.',
  },
  done: {
    'change-password': 'Your new password counts from now on.',
    'remove-password': 'Your password is gone. From now on your passkeys open this account.',
    'change-email': 'A letter is on its way to the new address. Open its link to finish.',
    'add-factor': 'It is set up, and counts from now on.',
    'remove-factor': 'It is removed, and opens nothing any more.',
    export: 'Your data was exported.',
    'delete-account': 'Your account will be deleted.',
  },
  apps: {
    title: 'Connected apps',
    none: 'No app is connected. When you sign in to one and allow it access, it appears here.',
    allowedOn: (date: string) => `Allowed on ${date}`,
    lastUsed: (date: string) => `Last used on ${date}`,
    notInUse: 'Not in use now',
    withdraw: 'Withdraw',
    withdrawFrom: (client: string) => `Withdraw access of ${name(client)}`,
    withdrawTitle: (client: string) => `Withdraw the access of ${name(client)}?`,
    willLose: (client: string) =>
      `${name(client)} loses its access now, also while you are away, and must ask you again. ` +
      'It keeps what it has already received.',
    withdrawn: (client: string) => `Access of ${name(client)} is withdrawn.`,
    newKeys: 'New keys',
    newKeysFor: (client: string) => `New keys for ${name(client)}`,
    newKeysTitle: (client: string) => `Give ${name(client)} new keys?`,
    newKeysWhen: 'Only if somebody else may have its keys, such as with a device that was lost.',
    newKeysText: (client: string) =>
      `${name(client)}, and every app that shares its keys, loses its access now, and gets other keys when you sign in to it next.`,
    newKeysLose:
      'What it has encrypted so far opens with the old keys alone, and nobody can give it those again: where the app has not kept them itself, that is lost for good.',
    newKeysGiven: (client: string) => `${name(client)} gets new keys when you sign in to it next.`,
  },
  waiting: {
    title: 'Waiting for your answer',
    look: 'Look and decide',
    lookAt: (client: string) => `Look and decide on what ${name(client)} asks`,
    since: (time: string) => `Asked ${time}`,
  },
};

import { z } from 'zod';
import { registrationModes } from './registration.ts';
import { settingDocs } from './setting.ts';

/** Who may have an account, and what they must prove; by their names in the environment. */
export const peopleSettings = {
  TACET_REGISTRATION: z
    .enum(registrationModes, 'must be open, approval, invite or closed')
    .default('open')
    .register(settingDocs, {
      description:
        'Who may create an account: whoever proves a mailbox (`open`), the same once you let them in (`approval`), whom you invited (`invite`, `closed`). An invite of yours counts in every mode.',
      example: 'invite',
    }),
  TACET_SECOND_FACTOR: z
    .enum(['optional', 'required'], 'must be optional or required')
    .default('optional')
    .register(settingDocs, {
      description:
        'Whether everybody must prove more than a password. Who has set up a passkey or an authenticator app is always asked for it; with `required`, everybody else for a code by e-mail.',
      example: 'required',
    }),
} as const;

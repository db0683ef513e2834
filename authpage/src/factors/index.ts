import type { ComponentType } from 'react';
import type { FactorKind } from '../../../contract/factors/kind.ts';
import type { AskProps, SetUpProps } from './factor-form.ts';
import { AskBackupCode, SetUpBackupCodes } from './backup-codes.tsx';
import { AskEmailCode } from './email-code.tsx';
import { AskPasskey, SetUpPasskey } from './passkey.tsx';
import { AskTotp, SetUpTotp } from './totp.tsx';

interface FactorForms {
  /** What somebody answers with. */
  readonly Ask: ComponentType<AskProps>;
  /** How it is set up; absent for what needs no setting up. */
  readonly SetUp?: ComponentType<SetUpProps>;
}

/** The forms of every factor there is. A new one is a file beside this and a line here. */
export const factorForms: Readonly<Record<FactorKind, FactorForms>> = {
  passkey: { Ask: AskPasskey, SetUp: SetUpPasskey },
  totp: { Ask: AskTotp, SetUp: SetUpTotp },
  'backup-codes': { Ask: AskBackupCode, SetUp: SetUpBackupCodes },
  'email-code': { Ask: AskEmailCode },
};

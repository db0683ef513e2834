import { AuthenticatorPanel } from './authenticator-panel.tsx';
import { BackupCodesPanel } from './backup-codes-panel.tsx';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';

/** The ways in, and what stands between them and a thief. */
export function SecuritySection() {
  return (
    <>
      <PasswordPanel />
      <PasskeysPanel />
      <AuthenticatorPanel />
      <BackupCodesPanel />
    </>
  );
}

import { backupCodes } from './backup-codes.ts';
import { emailCode, type EmailCodeParts } from './email-code.ts';
import type { Factor } from './factor.ts';
import { passkey, type PasskeyParts } from './passkey.ts';
import { totp } from './totp.ts';

/** Every factor there is, in the order in which they are preferred. A new one is a file beside these, and a line here. */
export function factorsOf(parts: PasskeyParts & EmailCodeParts): readonly Factor[] {
  return [passkey(parts), totp(parts), emailCode(parts), backupCodes()];
}

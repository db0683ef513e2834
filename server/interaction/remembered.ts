import { z } from 'zod';
import type { AccountDetails } from '../accounts/account-store.ts';
import type { Config } from '../config/config.ts';
import type { Visit } from '../http/visit.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Clock } from '../platform/clock.ts';

export interface RememberedParts {
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly config: { readonly lifetimes: Pick<Config['lifetimes'], 'rememberBrowserSeconds'> };
  readonly clock: Clock;
}

type Whose = Pick<AccountDetails, 'id' | 'trustEpoch'>;

const content = z.strictObject({ expiresAtSeconds: z.number().int() });

/**
 * This browser need not prove a second factor of that account for a while. The mark opens nothing without the password,
 * and ends with the next change of how the account opens, since the epoch is part of what it is sealed to.
 */
export function rememberBrowser(
  jar: Pick<Visit, 'setCookie'>,
  { keyring, config, clock }: RememberedParts,
  account: Whose,
): void {
  const { rememberBrowserSeconds } = config.lifetimes;
  const text = JSON.stringify({ expiresAtSeconds: clock.nowSeconds() + rememberBrowserSeconds });
  const sealed = keyring.sealer('ephemera').seal(Buffer.from(text), contextOf(account));
  jar.setCookie('remembered', sealed.toString('base64url'), rememberBrowserSeconds);
}

export function isRemembered(
  jar: Pick<Visit, 'cookie'>,
  { keyring, clock }: RememberedParts,
  account: Whose,
): boolean {
  const mark = jar.cookie('remembered');
  if (mark === undefined) return false;
  const opened = keyring.sealer('ephemera').open(Buffer.from(mark, 'base64url'), contextOf(account));
  return (
    opened !== undefined && content.parse(JSON.parse(opened.toString())).expiresAtSeconds > clock.nowSeconds()
  );
}

function contextOf({ id, trustEpoch }: Whose): readonly string[] {
  return ['remembered', id, String(trustEpoch)];
}

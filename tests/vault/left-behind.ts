import { fingerprint } from '../../server/platform/digest.ts';
import { rowsOf } from '../storage/backing-up.ts';
import { aJwe, aProof } from './made.ts';

/** Leaves the key in use behind until that time, as a reset does; out comes the proof of the one in its place. */
export async function leaveBehind(url: string, accountId: string, untilSeconds: number): Promise<string> {
  const proof = aProof();
  const [old] = await rowsOf<{ generation: number }>(
    url,
    `update account_key set state = 'locked', locked_until_seconds = $2
     where account_id = $1 and state = 'current' returning generation`,
    [accountId, untilSeconds],
  );
  const generation = old?.generation ?? 0;
  await rowsOf(
    url,
    `insert into locked_credential select account_id, $2, credential_id, setup_id, ksf_id, registration_record
     from credential where account_id = $1`,
    [accountId, generation],
  );
  await rowsOf(
    url,
    `insert into account_key select $1, $2::integer + 1, 'current', $3, created_at_seconds + 1, null
     from account_key where account_id = $1 and generation = $2::integer`,
    [accountId, generation, fingerprint(proof)],
  );
  await rowsOf(
    url,
    `insert into key_wrap (account_id, generation, kind, ref, jwe, created_at_seconds)
     values ($1, $2::integer + 1, 'opaque', '', $3, 1)`,
    [accountId, generation, aJwe()],
  );
  return proof;
}

/** Writes a bridge as a change of the address does; out comes its text. */
export async function bridge(url: string, accountId: string, ref: number): Promise<string> {
  const jwe = aJwe();
  await rowsOf(
    url,
    `insert into key_wrap (account_id, generation, kind, ref, jwe, created_at_seconds)
     select account_id, generation, 'bridge', $2, $3, 1 from account_key where account_id = $1 and state = 'current'`,
    [accountId, String(ref), jwe],
  );
  return jwe;
}

import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';
import { z } from 'zod';
import { passkeyChallenge } from '../../contract/factors/passkey.ts';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../platform/clock.ts';
import { fingerprint } from '../platform/digest.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { ceremonies, CEREMONY_SECONDS } from './ceremony.ts';
import type { Factor, FactorAsked, HeldFactor } from './factor.ts';
import {
  algorithms,
  passkeyState,
  type PasskeyState,
  relyingParty,
  verifyAssertion,
  verifyAttestation,
} from './web-authn.ts';

export interface PasskeyParts {
  /** Sealed. */
  readonly ephemera: Ephemera;
  readonly clock: Clock;
  readonly config: Pick<Config, 'issuer' | 'throttleScale'>;
  readonly audit: Pick<AuditStore, 'append'>;
}

const pendingState = z.object({ ceremonyId: z.string() });

/**
 * A passkey after a password. The user is verified here too, though the password came first: every passkey was made
 * with it, so that one is as good as another, and a stolen key alone is never half of a sign-in.
 */
export function passkey(parts: PasskeyParts): Factor {
  const rp = relyingParty(parts.config);
  const begun = ceremonies(parts);
  const bound = ({ tripId, account }: FactorAsked, purpose: 'factor' | 'set-up') => ({
    ...{ tripId, purpose, accountId: account.id },
  });

  return {
    kind: 'passkey',

    challenge: async (asked) => {
      const { ceremonyId, challenge } = await begun.begin(bound(asked, 'factor'));
      const allowed = passkeysOf(asked.held).map(({ state }) => state);
      return { kind: 'passkey', ceremonyId, options: await requestOptions(rp.id, challenge, allowed) };
    },

    verify: async (asked, answer) => {
      if (answer.kind !== 'passkey') return undefined;
      const challenge = await begun.take(answer.ceremonyId, bound(asked, 'factor'));
      const found = passkeysOf(asked.held).find(({ state }) => state.credentialId === answer.response.id);
      if (challenge === undefined || found === undefined) return undefined;
      // WA-04: an authenticator that names somebody names the owner.
      const { userHandle = handleOf(asked.account.id) } = answer.response.response;
      if (userHandle !== handleOf(asked.account.id)) return undefined;
      const judged = await verifyAssertion(rp, challenge, found.state, answer.response);
      if (judged?.copied) await noteCopied(parts, asked.account.id);
      if (judged === undefined || judged.copied) return undefined;
      return { next: { held: found.held, state: judged.state }, amr: passkeyAmr(judged.state) };
    },

    setUp: {
      offer: async (asked) => {
        const { ceremonyId, challenge } = await begun.begin(bound(asked, 'set-up'));
        const made = await generateRegistrationOptions({
          rpID: rp.id,
          rpName: rp.id,
          userID: new Uint8Array(Buffer.from(asked.account.id)),
          userName: asked.account.email,
          userDisplayName: asked.account.name,
          challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
          timeout: CEREMONY_SECONDS * 1000,
          attestationType: 'none',
          excludeCredentials: passkeysOf(asked.held).map(({ state }) => describedBy(state)),
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          supportedAlgorithmIDs: [...algorithms],
        });
        return { offer: { kind: 'passkey', options: plain(made) }, pending: { ceremonyId } };
      },

      confirm: async (asked, pending, proof) => {
        const { data } = pendingState.safeParse(pending);
        if (data === undefined || proof.kind !== 'passkey') return undefined;
        const challenge = await begun.take(data.ceremonyId, bound(asked, 'set-up'));
        const state = challenge && (await verifyAttestation(rp, challenge, proof.response));
        if (!state) return undefined;
        return { kind: 'passkey', label: '', state, lookup: lookupOf(state.credentialId) };
      },
    },
  };
}

/** How a passkey is found when nobody said who they are. */
export function lookupOf(credentialId: string): string {
  return fingerprint(credentialId);
}

/** WebAuthn L3 §5.4.3: random bytes that say nothing of anybody. Ours are the account id, which clients know as `sub`. */
export function handleOf(accountId: string): string {
  return Buffer.from(accountId).toString('base64url');
}

/** RFC 8176: a key that its owner can copy is `swk`; `user`: a finger, a face or a PIN; `pop`: nothing was given away. */
export function passkeyAmr({ deviceType }: Pick<PasskeyState, 'deviceType'>): readonly string[] {
  return [deviceType === 'multiDevice' ? 'swk' : 'hwk', 'user', 'pop'];
}

/** WA-06: of a key that cannot be copied there is a copy. Its owner sees it among their events. */
export async function noteCopied({ audit, clock }: PasskeyParts, accountId: string): Promise<void> {
  await audit.append({ kind: 'factor.refused', atSeconds: clock.nowSeconds(), accountId });
}

/** Whether the maker of a passkey copies it to other devices of the same person; undefined for what is none. */
export function isSynced({ kind, state }: Pick<HeldFactor, 'kind' | 'state'>): boolean | undefined {
  return kind === 'passkey' ? passkeyState.safeParse(state).data?.backedUp : undefined;
}

/** What to ask a browser for: one of these, or any that it has for us. */
export async function requestOptions(rpID: string, challenge: string, allowed?: readonly PasskeyState[]) {
  const made = await generateAuthenticationOptions({
    rpID,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CEREMONY_SECONDS * 1000,
    userVerification: 'required',
    ...(allowed && { allowCredentials: allowed.map(describedBy) }),
  });
  return plain(made);
}

function passkeysOf(held: readonly HeldFactor[]) {
  return held.flatMap((one) => {
    const state = one.kind === 'passkey' ? passkeyState.safeParse(one.state).data : undefined;
    return state ? [{ held: one, state }] : [];
  });
}

function describedBy({ credentialId, transports }: PasskeyState) {
  return { id: credentialId, transports: [...transports] };
}

/** As it travels: without what is undefined. */
function plain(options: object) {
  return passkeyChallenge.shape.options.parse(JSON.parse(JSON.stringify(options)));
}

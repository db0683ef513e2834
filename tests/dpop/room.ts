import type { TestContext } from 'node:test';
import { loadConfig } from '../../server/config/load.ts';
import { dpopProofs } from '../../server/dpop/proof.ts';
import type { Ephemera } from '../../server/platform/ephemera.ts';
import { beginReplayMemory, replayGuard } from '../../server/platform/replay.ts';
import { type ClientSigningAlgorithm, clientSigningAlgorithms } from '../../server/protocol/algorithms.ts';
import { OAuthError } from '../../server/protocol/error.ts';
import { memoryEphemera } from '../../server/storage/ephemera/memory.ts';
import { freshKeyring } from '../keyring/parts.ts';
import type { About, Change, Prover } from './prover.ts';

export const ISSUER = 'https://id.example';
export const TOKEN_URL = `${ISSUER}/token`;

export interface Terms {
  readonly algorithms?: readonly ClientSigningAlgorithm[];
  readonly accessToken?: string;
  readonly path?: string;
}

interface Options {
  readonly nonce?: 'offered' | 'required';
  /** Shared by several instances; else the memory of this one. */
  readonly ephemera?: Ephemera;
}

/** The room alone: it judges proofs for POST /token of an issuer on https, by a clock to turn. */
export async function openRoom(t: TestContext, { nonce = 'offered', ephemera: shared }: Options = {}) {
  const { parts, keyring } = await freshKeyring(t);
  const { clock, pass } = parts;
  const ephemera = shared ?? memoryEphemera(clock);
  await beginReplayMemory({ ephemera, clock });
  // Long enough for proofs whose maker is a little behind.
  pass(120);
  const config = loadConfig({ ISSUER, TACET_MODE: 'production', ...PRODUCTION, TACET_DPOP_NONCE: nonce });
  const instance = () => dpopProofs({ keyring, clock, config, replay: replayGuard({ ephemera, clock }) });
  const first = instance();
  const told: string[] = [];

  return {
    clock,
    pass,
    /** Every nonce that was told, in order. */
    told,
    /** Another instance with the same keys and the same memory. */
    instance,
    proof: (by: Prover, about: Partial<About> = {}, change: Change = {}) =>
      by.proof({ htm: 'POST', htu: TOKEN_URL, iat: clock.nowSeconds(), ...about }, change),

    /** The thumbprint that a request with these headers has proved, or the code it was refused with. */
    async judge(proofs: readonly string[], terms: Terms = {}, by = first): Promise<string | undefined> {
      const { algorithms = clientSigningAlgorithms, accessToken, path = '/token' } = terms;
      const tell = (_: string, value: string) => void told.push(value);
      try {
        return await by.verify({ method: 'POST', path, proofs, tell }, { algorithms, accessToken });
      } catch (error) {
        if (error instanceof OAuthError) return error.code;
        throw error;
      }
    },
  };
}

const PRODUCTION = {
  DATABASE_URL: 'postgres://localhost/none',
  TACET_MAIL_URL: 'smtp://localhost',
  TACET_MTLS_ORIGIN: 'https://mtls.id.example',
};

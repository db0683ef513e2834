import { z } from 'zod';
import { backupAnswer, backupChallenge, backupOffer, backupProof } from './backup-codes.ts';
import { emailCodeAnswer, emailCodeChallenge } from './email-code.ts';
import { passkeyAnswer, passkeyChallenge, passkeyOffer, passkeyProof } from './passkey.ts';
import { totpAnswer, totpChallenge, totpOffer, totpProof } from './totp.ts';

/** What a factor shows when it is asked for, by its kind. */
export const factorChallenge = z.discriminatedUnion('kind', [
  passkeyChallenge,
  totpChallenge,
  backupChallenge,
  emailCodeChallenge,
]);
/** What a person answers. */
export const factorAnswer = z.discriminatedUnion('kind', [
  passkeyAnswer,
  totpAnswer,
  backupAnswer,
  emailCodeAnswer,
]);
/** What a factor shows when it is set up. */
export const factorOffer = z.discriminatedUnion('kind', [passkeyOffer, totpOffer, backupOffer]);
/** What proves that it was set up. */
export const factorProof = z.discriminatedUnion('kind', [passkeyProof, totpProof, backupProof]);

export type FactorChallenge = z.infer<typeof factorChallenge>;
export type FactorAnswer = z.infer<typeof factorAnswer>;
export type FactorOffer = z.infer<typeof factorOffer>;
export type FactorProof = z.infer<typeof factorProof>;

import { z } from 'zod';
import { promptValues } from '../protocol/prompt.ts';
import { responseModeNames } from '../protocol/response-mode.ts';
import { terms } from '../tokens/terms.ts';
import { keysAsked } from './keys-asked.ts';
import type { AuthorizationRequest } from './request.ts';
import { storedReturnAddress } from './return-address.ts';

const stored = z.strictObject({
  clientId: z.string(),
  target: z.strictObject({
    address: z.string(),
    mode: z.enum(responseModeNames),
    state: z.string().optional(),
  }),
  scopes: z.array(z.string()),
  nonce: z.string().optional(),
  codeChallenge: z.string().optional(),
  prompts: z.array(z.enum(promptValues)),
  maxAgeSeconds: z.number().int().optional(),
  loginHint: z.string().optional(),
  hintedSubject: z.string().optional(),
  uiLocales: z.array(z.string()),
  acrValues: z.array(z.string()),
  essentialAcr: z.array(z.string()),
  pushedAs: z.string().optional(),
  keys: keysAsked.optional(),
  terms,
});

/**
 * A checked request as it lies in an interaction. Only for what we wrote ourselves: it restores the brand of the
 * ReturnAddress without asking the registration again. JSON drops what is undefined; here it comes back.
 */
export const storedAuthorizationRequest: z.ZodType<AuthorizationRequest> = stored.transform((read) => ({
  clientId: read.clientId,
  target: {
    address: storedReturnAddress(read.target.address),
    mode: read.target.mode,
    state: read.target.state,
  },
  scopes: read.scopes,
  nonce: read.nonce,
  codeChallenge: read.codeChallenge,
  prompts: read.prompts,
  maxAgeSeconds: read.maxAgeSeconds,
  loginHint: read.loginHint,
  hintedSubject: read.hintedSubject,
  uiLocales: read.uiLocales,
  acrValues: read.acrValues,
  essentialAcr: read.essentialAcr,
  pushedAs: read.pushedAs,
  keys: read.keys,
  terms: read.terms,
}));

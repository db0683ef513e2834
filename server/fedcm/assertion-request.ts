import { z } from 'zod';
import type { Form } from '../http/form.ts';

/** What a browser sends to have somebody's identity confirmed (FedCM, id assertion endpoint). */
export interface AssertionRequest {
  readonly clientId: string;
  readonly accountId: string;
  readonly nonce: string | undefined;
  /** The browser has told the person, by name, that the client will get to know them. */
  readonly disclosed: boolean;
}

const CHARACTERS_MAX = 512;

const form = z.object({
  client_id: z.string(),
  account_id: z.string().max(CHARACTERS_MAX),
  nonce: z.string().max(CHARACTERS_MAX).optional(),
  disclosure_text_shown: z.enum(['true', 'false']).optional(),
  params: z.string().optional(),
});

/** What the page itself added; browsers put the nonce in here today, and beside it before. */
const params = z.object({ nonce: z.string().max(CHARACTERS_MAX).optional() });

/** Undefined when it is not even a request. */
export function assertionRequest(sent: Form): AssertionRequest | undefined {
  const { data } = form.safeParse(sent);
  const added = data?.params === undefined ? {} : params.safeParse(parsed(data.params)).data;
  if (!data || !added) return undefined;
  return {
    clientId: data.client_id,
    accountId: data.account_id,
    nonce: added.nonce ?? data.nonce,
    disclosed: data.disclosure_text_shown === 'true',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

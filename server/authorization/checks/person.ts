import { parseAcrValues } from '../../protocol/acr.ts';
import { OAuthError } from '../../protocol/error.ts';
import { parseMaxAge } from '../../protocol/max-age.ts';
import { parsePrompt } from '../../protocol/prompt.ts';
import { parseUiLocales } from '../../protocol/ui-locales.ts';
import { limits } from '../../platform/limits.ts';
import type { Check } from './check.ts';

/** OIDC Core §3.1.2.1. */
export const prompt: Check = ({ parameters: { values } }) => {
  const prompts = values.prompt === undefined ? [] : parsePrompt(values.prompt);
  if (prompts === undefined) {
    throw new OAuthError('invalid_request', 'prompt must be none alone, or login, consent, select_account');
  }
  return { prompts };
};

/** OIDC Core §3.1.2.1; without it, what the client registered (`default_max_age`). */
export const maxAge: Check = ({ parameters: { values }, client }) => {
  if (values.max_age === undefined) return { maxAgeSeconds: client.defaultMaxAgeSeconds };
  const maxAgeSeconds = parseMaxAge(values.max_age);
  if (maxAgeSeconds === undefined) {
    throw new OAuthError('invalid_request', 'max_age must be a whole number of seconds');
  }
  return { maxAgeSeconds };
};

/**
 * OIDC Core §3.1.2.1: an ID token of ours for this client, expired or not, says which account must answer. Our own
 * keyring verifies it; nothing in the hint chooses a key, an algorithm or an issuer.
 */
export const idTokenHint: Check = (
  { parameters: { values }, client, config, keyring },
  { hintedSubject },
) => {
  if (values.id_token_hint === undefined) return {};
  const claims = keyring.verify('JWT', values.id_token_hint);
  const audience: readonly unknown[] = claims === undefined ? [] : [claims.aud].flat();
  const sub = claims?.sub;
  if (claims?.iss !== config.issuer || !audience.includes(client.id) || typeof sub !== 'string') {
    throw new OAuthError('invalid_request', 'id_token_hint is no ID token of this server for this client');
  }
  if (hintedSubject !== undefined && hintedSubject !== sub)
    throw new OAuthError('invalid_request', 'id_token_hint and claims name two accounts');
  return { hintedSubject: sub };
};

/** A hint fills a field and nothing more, so one that cannot be an address is left out: never an error (C16). */
export const loginHint: Check = ({
  parameters: {
    values: { login_hint: hint = '' },
  },
}) => {
  const usable = hint !== '' && hint.length <= limits.emailCharacters && !/[\p{C}\p{Zl}\p{Zp}]/u.test(hint);
  return { loginHint: usable ? hint : undefined };
};

/** Wishes: what we do not know is left out. `display` and `claims_locales` are not read at all. */
export const wishes: Check = ({ parameters: { values }, client }) => ({
  uiLocales: parseUiLocales(values.ui_locales ?? ''),
  // OIDC Registration §2: what the client registered counts where its request says nothing.
  acrValues: parseAcrValues(values.acr_values ?? client.settings.defaultAcrValues?.join(' ') ?? ''),
});

import { type Email, parseEmail } from '../accounts/email.ts';
import type { Client } from '../clients/client.ts';
import type { Form } from '../http/form.ts';
import { OAuthError } from '../protocol/error.ts';

/** Whom a client means. */
export type Hint =
  { readonly kind: 'email'; readonly email: Email } | { readonly kind: 'id-token'; readonly token: string };

/** A checked authentication request, but for its scopes (CIBA §7.1). */
export interface BackchannelRequest {
  readonly hint: Hint;
  readonly bindingMessage: string | undefined;
  /** At most CIBA_SECONDS. */
  readonly expiresInSeconds: number;
  /** Of a ping client: the bearer token by which it knows our ping. */
  readonly notificationToken: string | undefined;
}

/** Time for a letter to arrive and be read; a client may ask for less. */
export const CIBA_SECONDS = 600;

/** Throws `invalid_request` or `invalid_binding_message`. */
export function parseBackchannelRequest(values: Form, client: Client): BackchannelRequest {
  // A code that nobody checks would be taken for a protection.
  if (values.user_code !== undefined) throw refused('user_code is not supported');
  return {
    hint: hintOf(values),
    bindingMessage: bindingMessageOf(values.binding_message),
    expiresInSeconds: expiryOf(values.requested_expiry),
    notificationToken: notificationTokenOf(values.client_notification_token, client),
  };
}

/** CIBA §7.1: one and only one of the three. */
function hintOf(values: Form): Hint {
  const { login_hint: login, id_token_hint: token, login_hint_token: other } = values;
  const given = [login, token, other].filter((hint) => hint !== undefined);
  if (given.length !== 1) throw refused('send exactly one of login_hint and id_token_hint');
  if (token !== undefined) return { kind: 'id-token', token };
  if (login === undefined) throw refused('login_hint_token is not supported; send login_hint');
  const email = parseEmail(login);
  if (email === undefined) throw refused('login_hint must be an e-mail address');
  return { kind: 'email', email };
}

const BINDING_MESSAGE_CHARACTERS_MAX = 64;
// Letters, digits, marks and signs in one line: nothing unseen, nothing that turns the text around (UI-08).
const BINDING_MESSAGE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u;

function bindingMessageOf(text: string | undefined): string | undefined {
  const message = text?.normalize('NFC').trim();
  if (message === undefined) return undefined;
  if ([...message].length > BINDING_MESSAGE_CHARACTERS_MAX || !BINDING_MESSAGE.test(message)) {
    throw new OAuthError('invalid_binding_message', 'use at most 64 plain characters');
  }
  return message;
}

function expiryOf(text: string | undefined): number {
  if (text === undefined) return CIBA_SECONDS;
  if (!/^[1-9][0-9]{0,9}$/.test(text)) throw refused('requested_expiry must be a positive whole number');
  return Math.min(Number(text), CIBA_SECONDS);
}

/** CIBA §7.1: required of ping clients; at most 1024 characters of RFC 6750 §2.1. Others need none. */
function notificationTokenOf(token: string | undefined, { settings }: Client): string | undefined {
  if (settings.backchannelTokenDeliveryMode !== 'ping') return undefined;
  if (token === undefined || token.length > 1024 || !/^[A-Za-z0-9\-._~+/]+=*$/.test(token))
    throw refused('client_notification_token is missing or no bearer token');
  return token;
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_request', description);
}

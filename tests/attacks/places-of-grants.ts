import type { Holder } from './holder.ts';
import { type Place, says } from './place.ts';
import type { WireAnswer } from './wire.ts';

export const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const ASSERTION = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const TYPE = 'urn:ietf:params:oauth:token-type:';
const ACCESS = { subject_token_type: `${TYPE}access_token` };
const ID = { subject_token_type: `${TYPE}id_token` };
const DEVICE = { actor_token_type: 'urn:openid:params:token-type:device-secret' };

export function exchange(
  { at, app }: Pick<Holder, 'at' | 'app'>,
  fields: Record<string, string>,
): Promise<WireAnswer> {
  return at.wire.post('/token', { grant_type: EXCHANGE, ...fields }, app.basic);
}

/** Native SSO §4.2. */
export function joinDevice(
  holder: Holder,
  brought: { readonly subject_token: string; readonly actor_token: string },
): Promise<WireAnswer> {
  return exchange(holder, { ...brought, ...ID, ...DEVICE, audience: holder.at.server.issuer });
}

/** RFC 8693, RFC 7523 §2.1 and Native SSO: where the grants take what somebody was given before. */
export const placesOfGrants: Readonly<Record<string, Place>> = {
  'a subject token': {
    takes: ['access token', 'opaque access token', 'exchanged token'],
    present: (holder, subject_token) => exchange(holder, { subject_token, ...ACCESS }),
    refused: says('invalid_request'),
  },
  'an ID token to exchange': {
    takes: ['ID token'],
    present: (holder, subject_token) => exchange(holder, { subject_token, ...ID }),
    refused: says('invalid_request'),
  },
  'an actor token': {
    takes: ['access token', 'opaque access token', 'exchanged token'],
    present: (holder, actor_token) => {
      const subject = { subject_token: holder.artefacts['access token'], ...ACCESS };
      return exchange(holder, { ...subject, actor_token, actor_token_type: `${TYPE}access_token` });
    },
    refused: says('invalid_request'),
  },
  'a device secret': {
    takes: ['device secret'],
    present: (holder, actor_token) =>
      joinDevice(holder, { subject_token: holder.artefacts['ID token'], actor_token }),
    refused: says('invalid_grant'),
  },
  'the ID token of a device': {
    takes: ['ID token'],
    present: (holder, subject_token) =>
      joinDevice(holder, { subject_token, actor_token: holder.artefacts['device secret'] }),
    refused: says('invalid_grant'),
  },
  'an assertion': {
    takes: [],
    present: ({ at, app }, assertion) =>
      at.wire.post('/token', { grant_type: ASSERTION, assertion }, app.basic),
    refused: says('invalid_grant'),
  },
};

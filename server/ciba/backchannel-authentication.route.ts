import type Router from '@koa/router';
import type { ClientAuthentication } from '../clients/authenticate.ts';
import type { AuthenticatedClient } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { admitRequest } from '../device/begin-budget.ts';
import { POLL_SECONDS } from '../device/pace.ts';
import { allowedWish } from '../device/wish.ts';
import { ownDestination } from '../http/destination.ts';
import { formEndpoint } from '../http/endpoint.ts';
import type { FormRequest } from '../http/json-request.ts';
import { chooseLocale } from '../http/locale.ts';
import type { Web } from '../http/web.ts';
import type { BackchannelLetters } from '../mail/backchannel-letters.ts';
import type { OutboxStore } from '../mail/outbox-store.ts';
import type { Ephemera } from '../platform/ephemera.ts';
import { newId } from '../platform/random.ts';
import { OAuthError } from '../protocol/error.ts';
import { type Addressee, addresseeOf, type AddresseeParts } from './addressee.ts';
import { parseBackchannelRequest } from './backchannel-request.ts';
import type { BackchannelRequests } from './backchannel-requests.ts';
import { askedParameters, type RequestObjectParts } from './request-object.ts';

export const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';

export interface BackchannelAuthenticationParts extends AddresseeParts, RequestObjectParts {
  readonly authenticate: ClientAuthentication;
  readonly backchannel: BackchannelRequests;
  readonly letters: BackchannelLetters;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  readonly nudgeOutbox: () => void;
  readonly ephemera: Pick<Ephemera, 'admit'>;
  readonly config: Config;
}

/** POST /bc-authorize (CIBA §7): a client asks somebody who is elsewhere, and learns nothing of who that is. */
export function backchannelAuthenticationRoute(
  router: Router,
  web: Web,
  parts: BackchannelAuthenticationParts,
): void {
  const handle = (request: FormRequest) => begin(parts, request);
  formEndpoint(router, web, '/bc-authorize', handle, { repeatable: ['resource'] });
}

async function begin(parts: BackchannelAuthenticationParts, request: FormRequest) {
  const { backchannel, clock, config } = parts;
  const client = await parts.authenticate(request);
  // CIBA §5: for confidential clients alone.
  if (!client.grantTypes.includes(CIBA_GRANT) || client.authMethod === 'none')
    throw new OAuthError('unauthorized_client', 'the client may not use the CIBA grant');

  const { values, resources } = await askedParameters(parts, request, client);
  const { hint, bindingMessage, expiresInSeconds, notificationToken } = parseBackchannelRequest(
    values,
    client,
  );
  const wish = allowedWish({ scope: values.scope, resources }, client, config);
  if (!wish.scopes.includes('openid')) throw new OAuthError('invalid_scope', 'scope must have openid');

  const { addressPrefix, userAgent } = request.caller;
  await admitRequest(parts, addressPrefix);
  const to = await addresseeOf(parts, hint, client);
  const place = await backchannel.admitLetter({ email: to.email, clientId: client.id });

  const askedAtSeconds = clock.nowSeconds();
  // A stranger's request belongs to an account that does not exist, and so expires.
  const accountId = to.account?.id ?? newId();
  const begun = await backchannel.begin({
    clientId: client.id,
    ...wish,
    addressPrefix,
    userAgent,
    askedAtSeconds,
    expiresAtSeconds: askedAtSeconds + expiresInSeconds,
    accountId,
    ...(bindingMessage !== undefined && { bindingMessage }),
    ...(notificationToken !== undefined && { notificationToken }),
  });
  await backchannel.note(accountId, place, begun.id);
  await write(parts, to, { id: begun.id, client, bindingMessage, uiLocales: values.ui_locales });
  return { auth_req_id: begun.secret, expires_in: expiresInSeconds, interval: POLL_SECONDS };
}

/**
 * The letter. For a stranger the same row is written, but empty and as if it were sent: the same work and time, and
 * nobody who is no member gets mail from us.
 */
async function write(
  { letters, outbox, nudgeOutbox, config }: BackchannelAuthenticationParts,
  { account, email }: Addressee,
  about: {
    readonly id: string;
    readonly client: AuthenticatedClient;
    readonly bindingMessage: string | undefined;
    readonly uiLocales: string | undefined;
  },
): Promise<void> {
  const row = letters.asks({
    to: email,
    locale: chooseLocale({ uiLocales: about.uiLocales, acceptLanguage: undefined }),
    clientName: about.client.name,
    bindingMessage: about.bindingMessage,
    link: ownDestination(config.issuer, `/ciba/${about.id}`),
  });
  await outbox.insert(account ? row : { ...row, sealed: null, state: 'sent' });
  nudgeOutbox();
}

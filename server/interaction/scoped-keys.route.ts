import type Router from '@koa/router';
import { tripKeyCalls } from '../../contract/keys.ts';
import { pageCall } from '../http/page-call.ts';
import type { Web } from '../http/web.ts';
import { judgeDelivery } from '../vault/scoped-key-delivery.ts';
import type { TripParts } from './begin.ts';
import { idOf } from './login.route.ts';
import { standing, standingOf } from './standing.ts';
import { orderOf, stepOf } from './step-of.ts';

/**
 * In the step `keys` the page hands over what it sealed to the client. It is kept with the trip for the account that is
 * signed in, goes to the client with the code, and is opened by nobody but the client.
 */
export function scopedKeysRoute(router: Router, web: Web, parts: TripParts): void {
  const { interactions, config } = parts;

  const deliverCall = '/interaction/:id/keys/deliver';
  pageCall(router, web, deliverCall, tripKeyCalls[deliverCall], async ({ jwe, email }, request) => {
    const id = idOf(request);
    const interaction = await interactions.ofBrowser(request, id);
    const stands = await standingOf(parts, request, interaction);
    const { asked, live, next } = stands;
    // It counts only where it is asked for: nobody delivers anything before they signed in and allowed it.
    const order = next.kind === 'keys' ? await orderOf(parts, stands) : undefined;
    // Nor of somebody else: another tab may have signed another account in since this page was drawn.
    const shown = email ?? live?.account.email;
    if (!order || !asked || !live || shown !== live.account.email)
      return { step: await stepOf(parts, id, stands) };
    judgeDelivery(config.issuer, order, jwe, 'jwe');
    const delivered = { ...interaction, keys: { accountId: live.session.accountId, jwe } };
    await interactions.save(id, delivered);
    return { step: await stepOf(parts, id, standing(parts, asked, live, delivered)) };
  });
}

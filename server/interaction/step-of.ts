import type { AccountCard, ClientCard, Step } from '../../contract/step.ts';
import { parseEmail } from '../accounts/email.ts';
import type { Account } from '../accounts/account.ts';
import type { Client } from '../clients/client.ts';
import type { Config } from '../config/config.ts';
import { finishUrl } from './interaction.ts';
import { returnHost } from './return-host.ts';
import type { Standing } from './standing.ts';

/** What a page is told to do next. A refusal is told by a redirect too, so the page goes to the same place. */
export function stepOf(
  config: Pick<Config, 'issuer' | 'registration'>,
  id: string,
  { asked, live, next }: Standing,
): Step {
  const client = asked && clientCard(asked.client, asked.request.target.address);
  if (next.kind === 'consent' && client && asked && live) {
    const allowed = live.consent?.scopes ?? [];
    const scopes = asked.request.scopes.map((name) => ({ name, remembered: allowed.includes(name) }));
    return { kind: 'consent', client, account: accountCard(live.account), scopes };
  }
  if (next.kind === 'sign-in') {
    const hint = parseEmail(asked?.request.loginHint ?? '');
    const hinted = asked?.request.hintedAccountId;
    // Who is signed in must sign in again; a hint at somebody else leaves the page open for them.
    const again = live && (hinted === undefined || hinted === live.account.id) ? live.account : undefined;
    return {
      kind: 'sign-in',
      reason: next.reason,
      registrationOpen: config.registration === 'open',
      ...(client && { client }),
      ...(hint !== undefined && { loginHint: hint }),
      ...(again && { account: accountCard(again) }),
    };
  }
  return { kind: 'finish', url: finishUrl(config, id) };
}

/** The client as a person sees it: its host always beside its name, because a name can lie. */
export function clientCard(client: Client, address: string | undefined): ClientCard {
  const { name, firstParty, clientUri, policyUri, tosUri } = client;
  return {
    name,
    host: returnHost(address ?? client.redirectUris[0] ?? clientUri ?? ''),
    firstParty,
    ...(clientUri !== undefined && { clientUri }),
    ...(policyUri !== undefined && { policyUri }),
    ...(tosUri !== undefined && { tosUri }),
  };
}

function accountCard({ email, name }: Account): AccountCard {
  return { email, name };
}

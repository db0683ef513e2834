import type { AccountCard, ClientCard, Step } from '../../contract/step.ts';
import { parseEmail } from '../accounts/email.ts';
import type { Account } from '../accounts/account.ts';
import type { Client } from '../clients/client.ts';
import type { ClientLogos } from '../clients/logos/client-logos.ts';
import type { Config } from '../config/config.ts';
import { type ConsentConfig, consentStep } from './consent-step.ts';
import { finishUrl } from './interaction.ts';
import { returnHost } from './return-host.ts';
import type { Standing } from './standing.ts';

export interface StepParts {
  readonly config: ConsentConfig & Pick<Config, 'registration'>;
  readonly logos: Pick<ClientLogos, 'pathOf'>;
}

/** What a page is told to do next. A refusal is told by a redirect too, so the page goes to the same place. */
export function stepOf({ config, logos }: StepParts, id: string, { asked, live, next }: Standing): Step {
  const client = asked && cardWithLogo(logos, asked.client, asked.request.target.address);
  if (next.kind === 'consent' && client && asked && live) {
    const cards = { client, account: accountCard(live.account) };
    return consentStep(config, asked.request, cards, live.consent?.scopes ?? []);
  }
  if (next.kind === 'sign-in') {
    const hint = parseEmail(asked?.request.loginHint ?? '');
    // Who is signed in must sign in again; where somebody else is meant, the page is open for them.
    const again = live && !next.somebodyElse && next.reason !== 'first' ? live.account : undefined;
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
  const { tacetRegisteredBy } = client.settings;
  return {
    name,
    host: returnHost(address ?? client.redirectUris[0] ?? clientUri ?? ''),
    firstParty,
    ...(tacetRegisteredBy !== undefined && { unchecked: true }),
    ...(tacetRegisteredBy === 'document' && { describedAt: returnHost(client.id) }),
    ...(clientUri !== undefined && { clientUri }),
    ...(policyUri !== undefined && { policyUri }),
    ...(tosUri !== undefined && { tosUri }),
  };
}

/** The same with its picture, where one stands before somebody who shall trust it with something. */
export function cardWithLogo(
  logos: Pick<ClientLogos, 'pathOf'>,
  client: Client,
  address: string | undefined,
): ClientCard {
  const logo = logos.pathOf(client);
  return { ...clientCard(client, address), ...(logo !== undefined && { logo }) };
}

function accountCard({ email, name }: Account): AccountCard {
  return { email, name };
}

import { factorKind } from '../../contract/factors/kind.ts';
import type { AccountCard, ClientCard, KeysOrder, Step } from '../../contract/step.ts';
import { parseEmail } from '../accounts/email.ts';
import type { Client } from '../clients/client.ts';
import type { ClientLogos } from '../clients/logos/client-logos.ts';
import type { Config } from '../config/config.ts';
import { takesStrangers } from '../config/registration.ts';
import { ownDestination } from '../http/destination.ts';
import { keysOrder, type OrderParts } from '../vault/scoped-key-order.ts';
import { type ConsentConfig, consentStep } from './consent-step.ts';
import { finishUrl } from './interaction.ts';
import { returnHost } from './return-host.ts';
import type { Standing } from './standing.ts';
import type { TripAct } from './trip.ts';

export interface StepParts extends OrderParts {
  readonly config: ConsentConfig & Pick<Config, 'registration'>;
  readonly logos: Pick<ClientLogos, 'pathOf'>;
}

/**
 * What a page is told to do next. A refusal is told by a redirect too, so the page goes to the same place. One statement
 * for the step `keys`, none for any other.
 */
export async function stepOf(parts: StepParts, id: string, standing: Standing): Promise<Step> {
  const { config, logos } = parts;
  const { asked, live, next } = standing;
  const client = asked && cardWithLogo(logos, asked.client, asked.request.target.address);
  if (next.kind === 'consent' && client && asked && live) {
    const cards = { client, account: accountCard(live.account) };
    return consentStep(config, asked.request, cards, live.consent?.scopes ?? []);
  }
  if (next.kind === 'keys' && client && live) {
    const order = await orderOf(parts, standing);
    if (order) return { kind: 'keys', client, account: accountCard(live.account), order };
  }
  if (next.kind === 'sign-in') return signInStep(parts, client, standing, next);
  return ownStepOf(standing, client) ?? finishStep(parts, id, standing);
}

/** What the page of this trip shall deliver; undefined where no keys are asked for, or nobody is there. */
export async function orderOf(parts: OrderParts, { asked, live }: Standing): Promise<KeysOrder | undefined> {
  if (!asked?.request.keys || !live) return undefined;
  const { keys, codeChallenge = '', target } = asked.request;
  const { accountId } = live.session;
  const wanted = { client: asked.client, accountId, keys, redirectUri: target.address, codeChallenge };
  return keysOrder(parts, wanted);
}

function finishStep({ config }: StepParts, id: string, { trip: { act } }: Standing): Step {
  const back =
    act?.purpose === 'export' ? ownDestination(config.issuer, '/account/data?done=export') : undefined;
  return { kind: 'finish', url: finishUrl(config, id), ...(back !== undefined && { back }) };
}

function signInStep(
  { config }: StepParts,
  client: ClientCard | undefined,
  { asked, live, trip: { act } }: Standing,
  next: Extract<Standing['next'], { kind: 'sign-in' }>,
): Step {
  const hint = parseEmail(asked?.request.loginHint ?? '');
  // Who is signed in must sign in again; where somebody else is meant, the page is open for them.
  const somebodyElse = 'somebodyElse' in next && next.somebodyElse;
  const again = live && !somebodyElse && next.reason !== 'first' ? live.account : undefined;
  return {
    kind: 'sign-in',
    reason: next.reason,
    registrationOpen: takesStrangers(config.registration) && !act,
    ...(client && { client }),
    ...(act && { act: actCard(act) }),
    ...(hint !== undefined && { loginHint: hint }),
    ...(again && { account: accountCard(again) }),
  };
}

/** What is asked after the first proof, and what an act asks. */
function ownStepOf({ live, trip, next }: Standing, client: ClientCard | undefined): Step | undefined {
  const { proof, act } = trip;
  const who = proof ?? live?.account;
  if (!who) return undefined;
  const shown = { ...(client && { client }), account: accountCard(who) };
  switch (next.kind) {
    case 'factor': {
      const { offered = [], rememberable = false } = proof ?? {};
      return {
        kind: 'factor',
        ...shown,
        offered: [...offered],
        rememberable,
        ...(act && { act: actCard(act) }),
      };
    }
    case 'held': {
      const { why = 'disabled', deletesAtSeconds } = proof?.held ?? {};
      return { kind: 'held', ...shown, why, ...(deletesAtSeconds !== undefined && { deletesAtSeconds }) };
    }
    case 'new-password':
      return { kind: 'new-password', ...shown, reason: next.reason };
    case 'set-up': {
      const factor = factorKind.safeParse(act?.target).data;
      return factor && { kind: 'set-up', ...shown, factor };
    }
    case 'sign-in':
    case 'consent':
    case 'keys':
    case 'finish':
    case 'refuse':
      return undefined;
  }
}

function actCard({ purpose, shown }: TripAct) {
  return { purpose, ...(shown !== undefined && { target: shown }) };
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

function accountCard({ email, name }: AccountCard): AccountCard {
  return { email, name };
}

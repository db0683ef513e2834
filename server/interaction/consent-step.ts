import type { ClientCard, AccountCard, Step, ToldDetail } from '../../contract/step.ts';
import { detailTypes } from '../authorization/details/index.ts';
import type { KeysAsked } from '../authorization/keys-asked.ts';
import type { AuthorizationRequest } from '../authorization/request.ts';
import type { Config } from '../config/config.ts';
import { findResource } from '../protocol/resources.ts';
import { claimsBeyond, foreignResources } from './consent-items.ts';

export type ConsentConfig = Pick<Config, 'issuer' | 'resources' | 'authorizationDetails'>;

/** All that a person reads before they allow a request. `allowed` are the items of `consentItems` they allowed before. */
export function consentStep(
  config: ConsentConfig,
  request: Pick<AuthorizationRequest, 'scopes' | 'terms'> & { readonly keys?: KeysAsked | undefined },
  { client, account }: { readonly client: ClientCard; readonly account: AccountCard },
  allowed: readonly string[],
): Extract<Step, { kind: 'consent' }> {
  const identifiers = foreignResources(request, config.issuer);
  const known = identifiers.flatMap((identifier) => findResource(config, identifier) ?? []);
  const scopes = request.scopes.map((name) => {
    const owners = known.filter((resource) => resource.scopes.includes(name));
    const text = owners.find(({ scopeTexts }) => scopeTexts[name] !== undefined)?.scopeTexts[name];
    const everywhere = owners.every(({ identifier }) => allowed.includes(`scope ${name} ${identifier}`));
    const remembered = allowed.includes(name) && everywhere;
    const key = request.keys?.scopes.includes(name) === true;
    return { name, remembered, ...(text && { text }), ...(key && { key }) };
  });
  const claims = claimsBeyond(request).map((name) => ({
    name,
    remembered: allowed.includes(`claim ${name}`),
  }));
  const resources = known.map(({ name, identifier }) => ({
    name,
    identifier,
    remembered: allowed.includes(`resource ${identifier}`),
  }));
  const details = (request.terms.authorizationDetails ?? []).flatMap((detail): ToldDetail[] => {
    const type = detailTypes(config).find((one) => one.type === detail.type);
    return type ? [type.tell(detail)] : [];
  });
  return {
    kind: 'consent',
    client,
    account,
    scopes,
    ...(claims.length > 0 && { claims }),
    ...(resources.length > 0 && { resources }),
    ...(details.length > 0 && { details }),
  };
}

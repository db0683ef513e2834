import type { Config } from '../../config/config.ts';
import { configuredType } from './configured.ts';
import type { DetailType } from './detail-type.ts';
import { resourceAccess } from './resource-access.ts';

export type DetailsConfig = Pick<Config, 'issuer' | 'resources' | 'authorizationDetails'>;

/** Every type of `authorization_details` there is: ours, and those the operator designed. Discovery lists these. */
export function detailTypes(config: DetailsConfig): readonly DetailType[] {
  const known = made.get(config);
  if (known) return known;
  const types = [
    ...(config.resources.length > 0 ? [resourceAccess(config)] : []),
    ...config.authorizationDetails.map(configuredType),
  ];
  made.set(config, types);
  return types;
}

/** Made once for each configuration: a schema costs more than what it judges. */
const made = new WeakMap<object, readonly DetailType[]>();

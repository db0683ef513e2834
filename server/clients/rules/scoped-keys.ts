import type { ClientRule } from './rule.ts';

/**
 * End-to-end keys are given by an operator alone: whoever registers itself could choose the key group of another client and
 * ask for its keys.
 */
export const scopedKeys: ClientRule = ({ settings, grantTypes }) => {
  const { tacetKeyScopes: scopes, tacetKeyGroup: group, tacetKeysFormat: format } = settings;
  if (scopes === undefined && group === undefined && format === undefined) return undefined;
  if (settings.tacetRegisteredBy !== undefined) return 'only an operator gives key scopes to a client';
  if (scopes === undefined) return 'tacet_key_group and tacet_keys_format need tacet_key_scopes';
  return grantTypes.some((grant) => WITH_A_PAGE.includes(grant))
    ? undefined
    : 'tacet_key_scopes need the authorization_code or the device_code grant';
};

/** Only a page can open the account key. */
const WITH_A_PAGE = ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'];

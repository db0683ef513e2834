import type { Environment } from './schema.ts';
import { isLoopback, type Rule, when } from './rule.ts';

type Name = keyof Environment & `TACET_TRANSIT_${string}`;

/** What each login method is told; what is another's is a mistake, and may be the wrong secret. */
const NEEDED: Readonly<Record<NonNullable<Environment['TACET_TRANSIT_AUTH']>, readonly Name[]>> = {
  token: ['TACET_TRANSIT_TOKEN'],
  approle: ['TACET_TRANSIT_ROLE_ID', 'TACET_TRANSIT_SECRET_ID'],
  kubernetes: ['TACET_TRANSIT_ROLE'],
};

/** Those without a default: one that is set was set by the operator. */
const WITHOUT_DEFAULT: readonly Name[] = [
  'TACET_TRANSIT_NAMESPACE',
  'TACET_TRANSIT_AUTH',
  'TACET_TRANSIT_AUTH_MOUNT',
  'TACET_TRANSIT_TOKEN',
  'TACET_TRANSIT_ROLE_ID',
  'TACET_TRANSIT_SECRET_ID',
  'TACET_TRANSIT_ROLE',
  'TACET_TRANSIT_CA_FILE',
];

/** KMS-C09: a key server over plain http is one that anybody on the way may be. */
export const productionKeyRules: Rule[] = [
  ({ TACET_TRANSIT_URL: url }) =>
    when(
      url?.startsWith('http:') === true && !isLoopback(url),
      'TACET_TRANSIT_URL: use https://; plain http is accepted for a loopback host alone',
    ),
];

export const keyRules: Rule[] = [
  ({ TACET_KEY_PROVIDER: provider, TACET_TRANSIT_URL: url }) =>
    when(
      provider === 'transit' && url === undefined,
      'TACET_TRANSIT_URL: set it; TACET_KEY_PROVIDER=transit keeps its key there',
    ),
  (env) =>
    when(
      env.TACET_KEY_PROVIDER === 'local' &&
        env.TACET_TRANSIT_URL === undefined &&
        WITHOUT_DEFAULT.some((name) => env[name] !== undefined),
      'TACET_TRANSIT_URL: set it beside the other TACET_TRANSIT_ settings, or remove those',
    ),
  ({ TACET_TRANSIT_URL: url, TACET_TRANSIT_AUTH: method }) =>
    when(
      url !== undefined && method === undefined,
      'TACET_TRANSIT_AUTH: set it to token, approle or kubernetes, beside TACET_TRANSIT_URL',
    ),
  ({ TACET_TRANSIT_URL: url, TACET_TRANSIT_CA_FILE: file }) =>
    when(
      url?.startsWith('http:') === true && file !== undefined,
      'TACET_TRANSIT_CA_FILE: remove it, or use https:// in TACET_TRANSIT_URL',
    ),
  (env) => {
    const method = env.TACET_TRANSIT_AUTH;
    const missing = method && NEEDED[method].find((name) => env[name] === undefined);
    return missing && `${missing}: set it; TACET_TRANSIT_AUTH=${method} logs in with it`;
  },
  (env) => {
    const method = env.TACET_TRANSIT_AUTH;
    if (method === undefined) return undefined;
    const foreign = Object.values(NEEDED)
      .flat()
      .find((name) => env[name] !== undefined && !NEEDED[method].includes(name));
    return foreign && `${foreign}: remove it; TACET_TRANSIT_AUTH=${method} has no use for it`;
  },
];

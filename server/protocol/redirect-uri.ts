/** What decides which redirect URIs may be registered. */
export interface RedirectUriRules {
  readonly clientType: 'web' | 'spa' | 'native';
  readonly mode: 'development' | 'production';
}

export const redirectUriLimits = { characters: 2_000, perClient: 20 } as const;

/**
 * Why a redirect URI may not be registered, in constant words; undefined when it may. What passes is an exact address
 * in its normal form, so that comparing text is comparing addresses (OAuth 2.1 §2.3.1, RFC 8252 §7; RU-06, RU-08,
 * RU-09, RU-10).
 */
export function redirectUriFault(uri: string, rules: RedirectUriRules): string | undefined {
  return FAULTS.find(([, holds]) => holds(uri, rules))?.[0];
}

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?(\/|\?|$)/;
// RFC 8252 §7.1: a domain the app's maker controls, reversed; so javascript:, data:, file: and their like are out.
const PRIVATE_USE = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:/;

type Fault = readonly [description: string, holds: (uri: string, rules: RedirectUriRules) => boolean];

const FAULTS: readonly Fault[] = [
  ['a redirect uri is too long', (uri) => uri.length > redirectUriLimits.characters],
  ['a redirect uri has a fragment', (uri) => uri.includes('#')],
  ['a redirect uri has a wildcard', (uri) => uri.includes('*')],
  // Brackets belong to an IPv6 address; whether they stand in the right place, the parser below says.
  [
    'a redirect uri has characters that no URI has',
    (uri) => !/^[A-Za-z0-9\-._~:/?[\]@!$&'()+,;=%]+$/.test(uri),
  ],
  ['a redirect uri is no absolute URI', (uri) => URL.parse(uri) === null],
  ['a redirect uri has user information', hasUserInformation],
  ['a redirect uri is not in its normal form', (uri) => !isNormal(uri)],
  [
    'only native clients may have a private-use scheme',
    (uri, { clientType }) => PRIVATE_USE.test(uri) && clientType !== 'native',
  ],
  [
    'a private-use scheme must have a dot, such as com.example.app',
    (uri) => !/^https?:/.test(uri) && !PRIVATE_USE.test(uri),
  ],
  [
    // `localhost` too, though it is a name (RFC 8252 §8.3), and then with its port: tools of many makers know no other.
    'http redirect uris of native clients must go to 127.0.0.1, [::1] or localhost',
    (uri, { clientType }) => clientType === 'native' && uri.startsWith('http:') && !LOOPBACK.test(uri),
  ],
  [
    'redirect uris must be https; http is for this machine, in development',
    (uri, { clientType, mode }) =>
      clientType !== 'native' && uri.startsWith('http:') && !(mode === 'development' && LOOPBACK.test(uri)),
  ],
];

// As text: the parser drops an empty user name, a person reading the address does not.
function hasUserInformation(uri: string): boolean {
  return /^[^/?]*:\/\/[^/?]*@/.test(uri);
}

/** Lower-case host, no default port, no dot segments, no disguised IPv4 address: what the parser leaves as it is. */
function isNormal(uri: string): boolean {
  const { href, host } = new URL(uri);
  if (!/^https?:/.test(uri)) return href === uri;
  return host !== '' && !host.endsWith('.') && (href === uri || (href === `${uri}/` && !uri.includes('?')));
}

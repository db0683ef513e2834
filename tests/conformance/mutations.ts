/** One way to spoil what the server is asked or what it answers; a check that no way makes fail checks nothing. */
export interface Mutation {
  readonly name: string;
  /** What is asked instead of `request`. */
  readonly asked?: Asked;
  /** What is answered instead of `answer`; undefined: it is left alone. */
  readonly answered?: Answered;
}

type Asked = (request: Request) => Request;
type Answered = (path: string, answer: Answer) => Partial<Answer> | undefined;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const OF_THE_PERSON: readonly string[] = [
  'prompt',
  'max_age',
  'id_token_hint',
  'login_hint',
  'acr_values',
  'claims',
  'display',
  'ui_locales',
];

/** From the subtle to the crude: what a module is seen to fail by should be as near to its promise as can be. */
export const mutations: readonly Mutation[] = [
  {
    name: 'discovery lists what is not there',
    answered: json(/\/\.well-known\/openid-configuration$/, lying),
  },
  { name: 'discovery names plain http', answered: json(/\/\.well-known\/openid-configuration$/, plain) },
  { name: 'discovery loses its lists', answered: json(/\/\.well-known\//, withoutLists) },
  { name: 'keys without an id', answered: json(/\/jwks$/, withoutKids) },
  { name: 'what is asked of the person is not heard', asked: withoutParameters(OF_THE_PERSON) },
  { name: 'scopes and claims are not heard', asked: withParameter('scope', 'openid') },
  { name: 'the nonce is not heard', asked: withoutParameters(['nonce']) },
  { name: 'a response object is not heard', asked: withoutParameters(['request', 'request_uri']) },
  { name: 'the challenge is not heard', asked: withoutParameters(['code_challenge', 'code_verifier']) },
  { name: 'a refusal of the token endpoint becomes a success', answered: status(/\/token$/, 400, 200) },
  { name: 'an unauthorized call becomes a success', answered: status(/./, 401, 200) },
  { name: 'a bad request becomes a success', answered: status(/./, 400, 201) },
  { name: 'an error page sends people on', answered: errorPageRedirects },
  { name: 'an error that is sent back becomes a code', answered: location(/[?&]error=[^&]*/, 'code=c') },
  { name: 'the state changes on its way', answered: location(/([?&]state=)[^&]?/, '$1_') },
  { name: 'the issuer changes on its way', answered: location(/([?&]iss=)/, '$1evil') },
  { name: 'a logout does not come back', answered: location(/signed-out/, 'elsewhere') },
  {
    name: 'userinfo speaks of somebody else',
    answered: json(/\/userinfo$/, (info) => ({ ...info, sub: 'x' })),
  },
  { name: 'userinfo is not there', answered: status(/\/userinfo$/, 200, 404) },
  { name: 'the signature of an ID token is broken', answered: json(/\/token$/, brokenIdToken) },
  { name: 'no ID token', answered: json(/\/token$/, ({ id_token: _, ...rest }) => rest) },
  { name: 'registration is refused', answered: status(/\/register/, 201, 400) },
  { name: 'pushed requests are refused', answered: status(/\/par$/, 201, 400) },
  { name: 'a form post loses its fields', answered: formPostLoses },
  { name: 'no session survives', asked: withoutCookies },
  { name: 'a code that is sent back becomes an error', answered: location(/([?&])code=[^&]*/, '$1error=x') },
  { name: 'the token endpoint refuses', answered: status(/\/token$/, 200, 400) },
  {
    name: 'pages of ours are gone',
    answered: (_path, { status }) => (status === 200 ? { status: 500 } : undefined),
  },
  {
    name: 'nobody is sent anywhere',
    answered: (_path, { status }) => (status === 303 ? { status: 500 } : undefined),
  },
];

type Json = Readonly<Record<string, unknown>>;

function json(path: RegExp, change: (body: Json) => Json): Answered {
  return (at, { status: code, headers, body }) => {
    if (!path.test(at) || code >= 300 || !(headers.get('Content-Type') ?? '').includes('json'))
      return undefined;
    const parsed: Json = JSON.parse(body);
    return { body: JSON.stringify(change(parsed)) };
  };
}

function status(path: RegExp, from: number, to: number): Answered {
  return (at, answer) => (path.test(at) && answer.status === from ? { status: to } : undefined);
}

function location(pattern: RegExp, replacement: string): Answered {
  return (_at, { headers }) => {
    const target = headers.get('Location');
    if (target === null || !pattern.test(target)) return undefined;
    const changed = new Headers(headers);
    changed.set('Location', target.replace(pattern, replacement));
    return { headers: changed };
  };
}

function errorPageRedirects(_path: string, { status: code, headers }: Answer): Partial<Answer> | undefined {
  if (code !== 400 || !(headers.get('Content-Type') ?? '').includes('html')) return undefined;
  const changed = new Headers(headers);
  changed.set('Location', 'https://suite.example/test/a/tacet/callback?suite=1&error=x');
  return { status: 303, headers: changed };
}

function formPostLoses(_path: string, { headers, body }: Answer): Partial<Answer> | undefined {
  if (!(headers.get('Content-Type') ?? '').includes('html') || !body.includes('name="code"'))
    return undefined;
  return { body: body.replace('name="code"', 'name="lost"') };
}

function lying(metadata: Json): Json {
  return {
    ...metadata,
    id_token_signing_alg_values_supported: ['none', 'RS256'],
    request_object_signing_alg_values_supported: ['none', 'RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'],
  };
}

function plain(metadata: Json): Json {
  const changed = Object.entries(metadata).map(([name, value]) => [
    name,
    name.endsWith('_endpoint') || name === 'check_session_iframe'
      ? String(value).replace('https:', 'http:')
      : value,
  ]);
  return Object.fromEntries(changed);
}

function withoutLists(metadata: Json): Json {
  return Object.fromEntries(
    Object.entries(metadata).filter(([name]) => !/_supported$|^end_|^check_/.test(name)),
  );
}

function withoutKids({ keys }: Json): Json {
  return { keys: Array.isArray(keys) ? keys.map((key: Json) => ({ ...key, kid: undefined })) : [] };
}

function brokenIdToken(answer: Json): Json {
  const token = String(answer.id_token ?? '');
  return { ...answer, id_token: token.slice(0, -8) + token.slice(-8).split('').reverse().join('') };
}

function withoutParameters(names: readonly string[]): Asked {
  return changedQuery((query) => {
    for (const name of names) query.delete(name);
  });
}

function withParameter(name: string, value: string): Asked {
  return changedQuery((query) => {
    if (query.has(name)) query.set(name, value);
    query.delete('claims');
  });
}

function changedQuery(change: (query: URLSearchParams) => void): Asked {
  return (request) => {
    const url = new URL(request.url);
    if (url.search === '') return request;
    change(url.searchParams);
    return new Request(url, request);
  };
}

function withoutCookies(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete('Cookie');
  return new Request(request, { headers });
}

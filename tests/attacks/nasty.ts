import { METHODS } from 'node:http';

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';

/** Field names that mean something somewhere in this server, or in JavaScript. */
export const NAMES = [
  ...['grant_type', 'code', 'code_verifier', 'redirect_uri', 'refresh_token', 'scope', 'token', 'client_id'],
  ...[
    'client_secret',
    'access_token',
    'id_token_hint',
    'state',
    'prompt',
    'max_age',
    'request',
    'request_uri',
  ],
  ...[
    'post_logout_redirect_uri',
    'login_hint',
    'ui_locales',
    'claims',
    'response_mode',
    'email',
    'ticket',
    'name',
  ],
  ...['attemptId', 'finishLoginRequest', 'registrationRecord', 'sessionId', 'clientId', 'decision', 'ksfId'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', ''],
];

export const NASTY_TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\uD800',
    '\uFFFD',
    '\u202e',
    '%',
    '"\\',
    "' or 1=1 --",
    '<script>alert(1)</script>',
  ],
  ...[
    'a\r\nSet-Cookie: x=y',
    '../../etc/passwd',
    'javascript:alert(1)',
    'https://evil.example/',
    '-1',
    '1e999',
  ],
  ...[
    'x'.repeat(300),
    'x'.repeat(9_000),
    'null',
    'undefined',
    '[object Object]',
    '{{7*7}}',
    '\u{1F511}'.repeat(90),
  ],
];

/** In a form or query: already encoded, or broken on purpose. */
export const NASTY_PAIRS = [
  '%ff=%ff',
  'a=%ed%a0%80',
  '%00=1',
  '=',
  '&&&',
  'scope[]=openid',
  'a=%u0041',
  '%',
  'x='.repeat(70),
];

/** In JSON: member by member, as they stand in the text. */
export const NASTY_MEMBERS = [
  ...[
    '"__proto__":{"admin":true}',
    '"constructor":{"prototype":{"admin":true}}',
    '"ticket":"a","ticket":"b"',
  ],
  ...[`"deep":${'['.repeat(500)}${']'.repeat(500)}`, `"deep":${'{"a":'.repeat(40)}1${'}'.repeat(40)}`],
  ...[
    '"email":1e999',
    '"email":"\\ud800"',
    '"email":"\\u0000"',
    '"email":{"$ne":null}',
    '"email":NaN',
    '"a":',
  ],
];

export const ODD_TYPES = [
  '',
  'text/plain',
  JSON_TYPE,
  FORM,
  `${FORM}; charset=iso-8859-1`,
  `${JSON_TYPE}; charset=utf-16`,
];
export const MORE_ODD_TYPES = [
  'multipart/form-data; boundary=x',
  'application/xml',
  '*/*',
  `${FORM}, ${JSON_TYPE}`,
  'x'.repeat(300),
];
export const ODD_QUERIES = [
  '?a=b',
  '?client_id=x&client_id=y',
  '?%ff',
  `?${'q'.repeat(2_000)}`,
  '?access_token=x',
];
export const ODD_METHODS = METHODS.filter((method) => method !== 'CONNECT');
export const ODD_BODIES = [
  '',
  'null',
  '[]',
  '"text"',
  '42',
  '{',
  '{"a":1}',
  '<xml/>',
  '\0',
  '['.repeat(5_000),
  'a'.repeat(70_000),
];
export const BROKEN_UTF8 = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]);
export const ODD_HEADERS = [
  { Authorization: 'Basic' },
  { Authorization: 'Basic !!!' },
  { Authorization: `Basic ${btoa('a%zz:b')}` },
  { Authorization: `Basic ${btoa('no colon')}` },
  { Authorization: `Bearer ${'x'.repeat(6_000)}` },
  { Authorization: 'Bearer a.b.c' },
  { Authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
  { Cookie: 'tacet_session=%00; tacet_browser="; =' },
  { Cookie: `tacet_session=${'x'.repeat(9_000)}` },
  { 'Content-Encoding': 'gzip' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { Origin: 'null' },
  { 'Accept-Language': '*;q=0.000001,'.repeat(500) },
  { 'X-Forwarded-For': `${'1.2.3.4,'.repeat(900)}` },
  { Accept: 'text/html' },
  { 'If-None-Match': '*' },
];

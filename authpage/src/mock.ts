import type { PageData } from '../../contract/page.ts';
import type { ClientCard } from '../../contract/step.ts';
import { accountMocks } from './mock/account.ts';
import { NOW, account, client, frame, trip } from './mock/frame.ts';
import { keysMocks } from './mock/keys.ts';
import { laterMocks } from './mock/later.ts';

/** A client that an operator knows, with its picture. */
const pictured: ClientCard = {
  ...client,
  logo: [
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMCAIAAADZF8uwAAAAQ0lEQVR4AY3BUQnAMBBEwZ',
    'elciqoRk5FjJyg+NlC/wKF7MywzYkIXHzm/fCnVgMiIHa1ulazEwEREAEREIFhmxMReAFebwz1/ep9WwAAAABJRU5ErkJggg==',
  ].join(''),
};

const signIn = { kind: 'sign-in', client, reason: 'first', registrationOpen: true } as const;

const consent = {
  kind: 'consent',
  client,
  account,
  scopes: [
    { name: 'openid', remembered: false },
    { name: 'profile', remembered: false },
    { name: 'email', remembered: false },
    { name: 'offline_access', remembered: false },
  ],
} satisfies PageDataStep;

const payment = {
  type: 'payment',
  text: {
    en: 'pay \u2068120.50\u2069 \u2068EUR\u2069 to \u2068Gutenberg & Sons\u2069',
    nl: '\u2068120.50\u2069 \u2068EUR\u2069 betalen aan \u2068Gutenberg & Sons\u2069',
  },
  facts: [
    { label: { en: 'Amount', nl: 'Bedrag' }, value: '120.50' },
    { label: { en: 'Currency', nl: 'Munt' }, value: 'EUR' },
    { label: { en: 'To', nl: 'Aan' }, value: 'Gutenberg & Sons' },
    { label: { en: 'Reference', nl: 'Kenmerk' }, value: 'Invoice-2026-000000000000000000000000000000000017' },
  ],
};

type PageDataStep = Extract<PageData, { view: 'interaction' }>['step'];

const developer = [
  { label: 'error', value: 'invalid_request' },
  { label: 'what is wrong', value: 'redirect_uri is not registered for this client' },
  { label: 'nearest registered', value: 'https://marginalia.example/callback' },
];

/** A long name that fights: right-to-left override, no spaces, and a host that does not end. */
const hostile: ClientCard = {
  name: 'Bank\u202Eknab‮ of Everythingeverythingeverythingeverything',
  host: 'accounts.bank-of-everything.login.secure.example-very-long-host-name.example',
  unchecked: true,
  describedAt: 'documents.bank-of-everything.example-very-long-host-name.example',
  firstParty: false,
};

const asks = {
  client,
  account,
  scopes: [
    { name: 'openid', remembered: true },
    { name: 'offline_access', remembered: false },
  ],
  askedAtSeconds: NOW - 60,
};

/** Every view with made-up data: pages without a server, for `vite authpage` and the tests of the pages. Never built. */
export const mocks = {
  'sign-in': { ...trip, step: signIn },
  'sign-in-again': { ...trip, step: { ...signIn, client: pictured, account, reason: 'too-old' } },
  'sign-in-hostile': {
    ...trip,
    step: { ...signIn, client: hostile, loginHint: '"><img src=x>@example.org' },
  },
  'sign-in-plain': { ...trip, step: { kind: 'sign-in', reason: 'first', registrationOpen: false } },
  'sign-up-email': { ...trip, startWith: 'sign-up', step: signIn },
  'expires-soon': { ...trip, expiresAtSeconds: NOW + 100, step: signIn },
  expired: { ...trip, expiresAtSeconds: NOW - 1, step: signIn },
  consent: { ...trip, step: consent },
  'consent-more': {
    ...trip,
    step: {
      ...consent,
      client: pictured,
      scopes: consent.scopes.map((scope, at) => ({ ...scope, remembered: at < 2 })),
    },
  },
  'consent-details': {
    ...trip,
    step: {
      ...consent,
      scopes: [
        { name: 'openid', remembered: true },
        {
          name: 'notes.read',
          remembered: false,
          text: { en: 'read your notes', nl: 'je notities lezen' },
        },
      ],
      claims: [{ name: 'email', remembered: false }],
      resources: [{ name: 'Notes', identifier: 'https://mcp.notes.example/mcp', remembered: false }],
      details: [payment],
    },
  },
  'consent-hostile': {
    ...trip,
    step: { ...consent, client: hostile, scopes: [{ name: 'openid', remembered: false }] },
  },
  ...laterMocks,
  ...keysMocks,
  'sign-up': { ...frame, view: 'sign-up' },
  error: { ...frame, view: 'error', problem: 'bad_client_request', client, developer },
  'error-expired': {
    ...frame,
    view: 'error',
    problem: 'interaction_expired',
    client,
    restartUrl: '/interaction/in_mock/restart',
    developer: [],
  },
  'error-server': { ...frame, view: 'error', problem: 'server_error', developer: [] },
  'sign-out': {
    ...frame,
    view: 'sign-out',
    ticket: 'lo_mockmockmockmockmockmockmockmockmockmockmoc',
    client,
  },
  'signed-out': { ...frame, view: 'signed-out' },
  'signing-out': { ...frame, view: 'signing-out', frames: [], url: '#' },
  device: { ...frame, view: 'device', account },
  'device-filled': { ...frame, view: 'device', account, userCode: 'WDJB-MJHT' },
  ciba: {
    ...frame,
    view: 'ciba',
    requestId: 'wa_mock',
    asks: { ...asks, client: pictured, bindingMessage: 'Order 7104' },
  },
  'ciba-hostile': {
    ...frame,
    view: 'ciba',
    requestId: 'wa_mock',
    asks: { ...asks, client: hostile, bindingMessage: 'W'.repeat(64) },
  },
  ...accountMocks,
  playground: {
    ...frame,
    view: 'playground',
    issuer: 'http://localhost:4242',
    clientId: 'playground',
    redirectUri: 'http://localhost:4242/playground',
  },
} as const satisfies Readonly<Record<string, PageData>>;

export type MockName = keyof typeof mocks;

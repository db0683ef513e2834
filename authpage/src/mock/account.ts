import type { AccountHome } from '../../../contract/account.ts';
import type { PageData } from '../../../contract/page.ts';
import { NOW, account, frame } from './frame.ts';

const DAY = 86_400;

/** A picture of a few pixels, drawn large. */
const PICTURE = [
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAwAAAAMCAIAAADZF8uwAAAAQ0lEQVR4AY3BUQnAMBBEwZ',
  'elciqoRk5FjJyg+NlC/wKF7MywzYkIXHzm/fCnVgMiIHa1ulazEwEREAEREIFhmxMReAFebwz1/ep9WwAAAABJRU5ErkJggg==',
].join('');

const clients: AccountHome['clients'] = [
  {
    clientId: 'marginalia',
    name: 'Marginalia',
    host: 'marginalia.example',
    scopes: ['openid', 'profile', 'offline_access', 'key:notes'],
    hasKeys: true,
    allowedAtSeconds: NOW - DAY * 3,
    lastUsedAtSeconds: NOW - 3600,
  },
  {
    clientId: 'almanac',
    name: 'Almanac',
    host: 'localhost',
    scopes: ['openid'],
    hasKeys: false,
    allowedAtSeconds: NOW - DAY * 40,
  },
];

const sessions: AccountHome['sessions'] = [
  {
    id: 's1',
    current: true,
    device: 'Firefox on Linux',
    network: '203.0.113.0/24',
    country: 'NL',
    signedInAtSeconds: NOW - 7200,
    lastSeenAtSeconds: NOW - 60,
  },
  {
    id: 's2',
    current: false,
    device: 'Safari on iPhone',
    network: '198.51.100.0/24',
    country: '',
    signedInAtSeconds: NOW - DAY * 6,
    lastSeenAtSeconds: NOW - DAY,
  },
];

const factors: AccountHome['factors'] = [
  {
    id: 'f1',
    kind: 'passkey',
    label: 'Phone',
    createdAtSeconds: NOW - DAY * 90,
    lastUsedAtSeconds: NOW - DAY,
    synced: true,
  },
  {
    id: 'f2',
    kind: 'passkey',
    label: 'Grey security key',
    createdAtSeconds: NOW - DAY * 60,
    synced: false,
  },
  {
    id: 'f3',
    kind: 'totp',
    label: '',
    createdAtSeconds: NOW - DAY * 200,
    lastUsedAtSeconds: NOW - DAY * 12,
  },
  { id: 'f4', kind: 'backup-codes', label: '', createdAtSeconds: NOW - DAY * 200, left: 7 },
];

const NETWORK = '203.0.113.0/24';

const events: AccountHome['events'] = [
  { kind: 'tokens.issued', atSeconds: NOW - 7100, clientName: 'Marginalia', network: NETWORK },
  { kind: 'account.signed_in', atSeconds: NOW - 7200, network: NETWORK },
  {
    ...{ kind: 'record.revealed', atSeconds: NOW - 7150, clientName: 'Marginalia' },
    ...{ recordType: 'card-number', network: NETWORK },
  },
  { kind: 'login.throttled', atSeconds: NOW - DAY, network: '198.51.100.0/24' },
  { kind: 'factor.added', atSeconds: NOW - DAY, network: NETWORK },
  { kind: 'consent.given', atSeconds: NOW - DAY * 3, clientName: 'Marginalia', network: NETWORK },
  { kind: 'something.newer', atSeconds: NOW - DAY * 3 },
];

const records: AccountHome['records'] = [
  {
    id: 'r1',
    type: 'card-number',
    masked: '•••• 4242',
    clientName: 'Marginalia',
    createdAtSeconds: NOW - DAY * 2,
  },
  { id: 'r2', type: 'address', masked: '••••, Utrecht, NL', createdAtSeconds: NOW - DAY * 30 },
  { id: 'r3', type: 'loyalty-card', clientName: 'Almanac', createdAtSeconds: NOW - DAY * 31 },
];

export const home: AccountHome = {
  account,
  profile: {
    name: account.name,
    givenName: 'Ada',
    familyName: 'Lovelace',
    nickname: '',
    website: 'https://ada.example',
    locale: 'en-GB',
    zoneinfo: 'Europe/London',
  },
  picture: PICTURE,
  passwordSetAtSeconds: NOW - DAY * 120,
  factors,
  events,
  moreEvents: 'ev_mock',
  nowSeconds: NOW,
  clients,
  sessions,
  waiting: [
    {
      id: 'wa_mockmockmockmockmockmockmockmockmockmockmoc',
      name: 'Almanac',
      bindingMessage: 'Order 7104',
      askedAtSeconds: NOW - 90,
    },
  ],
  records,
  moreRecords: 'mock',
};

const { picture: _picture, moreEvents: _moreEvents, moreRecords: _moreRecords, ...rest } = home;

/** Made a minute ago. */
const empty: AccountHome = {
  ...rest,
  profile: { ...home.profile, givenName: '', familyName: '', website: '', locale: '', zoneinfo: '' },
  factors: [],
  events: [],
  clients: [],
  sessions: sessions.slice(0, 1),
  waiting: [],
  records: [],
};

const { passwordSetAtSeconds: _password, ...passwordless } = { ...home, waiting: [] };

/** Names that fight: right-to-left override, no spaces, and hosts that do not end. */
const LONG = 'Bank\u202Eknab‮ of Everythingeverythingeverythingeverything';
const hostile: AccountHome = {
  ...home,
  account: { email: `${'long'.repeat(15)}@${'example-very-long-host-name.'.repeat(4)}example`, name: LONG },
  profile: {
    ...home.profile,
    name: 'Bank of Everythingeverythingeverythingeverything بنك',
    nickname: '"><img src=x>',
    locale: 'xx-strange',
    zoneinfo: 'Moon/Far_Side',
  },
  newEmail: `${'new'.repeat(20)}@example.org`,
  factors: factors.map((factor) => ({ ...factor, label: `${LONG} ${factor.id}`, left: factor.left && 1 })),
  events: events.map((event) => ({ ...event, clientName: LONG })),
  records: records.map((record) => ({ ...record, type: 'a'.repeat(64), masked: LONG, clientName: LONG })),
  clients: clients.map((client) => ({
    ...client,
    name: LONG,
    host: 'example-very-long-host-name.'.repeat(6),
  })),
  sessions: sessions.map((session) => ({ ...session, device: '', network: '', country: '??' })),
  waiting: [],
};

const manySessions: AccountHome['sessions'] = Array.from({ length: 25 }, (_, at) => ({
  id: `s${at}`,
  current: at === 0,
  device: ['Firefox, Linux', 'Safari, iOS', 'Chrome, Windows', 'Edge, Windows'][at % 4] ?? '',
  network: `203.0.${at}.0/24`,
  country: ['NL', 'DE', '', 'FR', 'EG'][at % 5] ?? '',
  signedInAtSeconds: NOW - DAY * at - 3600,
  lastSeenAtSeconds: NOW - 1800 * at,
}));

const view = { ...frame, view: 'account' } as const;

export const accountMocks = {
  account: { ...view, section: 'profile', home },
  'account-empty': { ...view, section: 'profile', home: empty },
  'account-hostile': { ...view, section: 'profile', home: hostile },
  'account-new-email': {
    ...view,
    section: 'profile',
    done: 'change-email',
    home: { ...home, waiting: [], newEmail: 'ada@newer.example' },
  },
  'account-security': { ...view, section: 'security', home: { ...home, waiting: [] } },
  'account-security-empty': { ...view, section: 'security', home: empty },
  'account-security-hostile': { ...view, section: 'security', home: hostile },
  'account-security-done': {
    ...view,
    section: 'security',
    done: 'change-password',
    home: { ...home, waiting: [] },
  },
  'account-passwordless': { ...view, section: 'security', home: passwordless },
  'account-vault': { ...view, section: 'vault', home: { ...home, waiting: [] } },
  'account-apps': { ...view, section: 'apps', home },
  'account-apps-empty': { ...view, section: 'apps', home: empty },
  'account-apps-hostile': { ...view, section: 'apps', home: hostile },
  'account-devices': { ...view, section: 'devices', home: { ...home, waiting: [] } },
  'account-devices-alone': { ...view, section: 'devices', home: empty },
  'account-devices-many': {
    ...view,
    section: 'devices',
    home: { ...home, waiting: [], sessions: manySessions },
  },
  'account-devices-hostile': { ...view, section: 'devices', home: hostile },
  'account-events': { ...view, section: 'events', home: { ...home, waiting: [] } },
  'account-events-empty': { ...view, section: 'events', home: empty },
  'account-events-hostile': { ...view, section: 'events', home: hostile },
  'account-data': { ...view, section: 'data', home: { ...home, waiting: [] } },
  'account-data-empty': { ...view, section: 'data', home: empty },
  'account-data-hostile': { ...view, section: 'data', home: hostile },
} as const satisfies Readonly<Record<string, PageData>>;

import type { ClientCard } from '../../../contract/step.ts';

/** The moment at which all mocks take place. */
export const NOW = 1_790_000_000;

export const frame = { locale: 'en', serverName: 'Tacet', requestId: 'r7m2-9xk4-q1' } as const;

export const account = { email: 'ada@example.org', name: 'Ada Lovelace' };

export const client: ClientCard = {
  name: 'Marginalia',
  host: 'marginalia.example',
  firstParty: false,
  clientUri: 'https://marginalia.example',
  policyUri: 'https://marginalia.example/privacy',
  tosUri: 'https://marginalia.example/terms',
};

export const trip = {
  ...frame,
  view: 'interaction',
  interactionId: 'in_mockmockmockmockmockmockmockmockmockmockmoc',
  expiresAtSeconds: NOW + 900,
  restartUrl: '/interaction/in_mock/restart',
  nowSeconds: NOW,
  startWith: 'sign-in',
} as const;

import type { AccountSection } from '../../../contract/account.ts';

const PATHS: Readonly<Record<AccountSection, string>> = {
  profile: '/account',
  security: '/account/security',
  vault: '/account/vault',
  apps: '/account/apps',
  devices: '/account/devices',
  events: '/account/events',
  data: '/account/data',
};

/** In the order of the navigation. */
export const sections = ['profile', 'security', 'vault', 'apps', 'devices', 'events', 'data'] as const;

/** The address of a section: the server answers there too. */
export const pathOf = (section: AccountSection): string => PATHS[section];

export function isSection(value: unknown): value is AccountSection {
  return typeof value === 'string' && Object.hasOwn(PATHS, value);
}

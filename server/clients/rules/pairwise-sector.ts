import { sectorOf } from '../sector.ts';
import type { ClientRule } from './rule.ts';

/** OIDC Core §8.1: without a `sector_identifier_uri` the redirect addresses must share one host. */
export const pairwiseSector: ClientRule = (registration) =>
  registration.settings.subjectType === 'pairwise' && sectorOf(registration) === undefined
    ? 'pairwise subjects need a sector_identifier_uri, or redirect_uris of one host'
    : undefined;

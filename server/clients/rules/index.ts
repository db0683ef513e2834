import { ciba } from './ciba.ts';
import { clientAuth } from './client-auth.ts';
import { confidentialGrantsOnly } from './confidential-grants.ts';
import { encryption } from './encryption.ts';
import { idTokenSignature } from './id-token-signature.ts';
import { keySource } from './key-source.ts';
import { logoutAddresses } from './logout-addresses.ts';
import { machine } from './machine.ts';
import { pairwiseSector } from './pairwise-sector.ts';
import type { ClientRule } from './rule.ts';
import { scopedKeys } from './scoped-keys.ts';
import { secureAddresses } from './secure-addresses.ts';
import { strongKeys } from './strong-keys.ts';

/** Everything that must fit together in a client's registration. */
export const clientRules: readonly ClientRule[] = [
  keySource,
  clientAuth,
  strongKeys,
  secureAddresses,
  machine,
  confidentialGrantsOnly,
  logoutAddresses,
  encryption,
  idTokenSignature,
  pairwiseSector,
  ciba,
  scopedKeys,
];

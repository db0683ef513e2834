import { confidentialGrantsOnly } from './confidential-grants.ts';
import { keySource } from './key-source.ts';
import { logoutAddresses } from './logout-addresses.ts';
import { machine } from './machine.ts';
import type { ClientRule } from './rule.ts';

/** Everything that must fit together in a client's registration. */
export const clientRules: readonly ClientRule[] = [keySource, machine, confidentialGrantsOnly, logoutAddresses];

import type { Buffer } from 'node:buffer';
import type { Authorization } from './authorization.ts';
import type { Family } from './family-store.ts';

/** What a grant found the caller to be owed. The mint takes nothing else. */
export type Owed =
  | { readonly kind: 'first'; readonly authorization: Authorization }
  | {
      readonly kind: 'next';
      /** As the rotation left it: its generation is that of the token to be made. */
      readonly family: Family;
      readonly secret: Buffer;
      /** Absent: all that the family has. */
      readonly requestedScopes: readonly string[] | undefined;
    };

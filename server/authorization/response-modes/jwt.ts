import { query } from './query.ts';
import type { ResponseMode } from './response-mode.ts';

/** JARM §2.3.4: the signed form of the default, which for a code is the query. */
export const jwt: ResponseMode = { ...query, name: 'jwt', signed: true };

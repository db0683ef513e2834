import { query } from './query.ts';
import type { ResponseMode } from './response-mode.ts';

/** JARM §2.3.1. */
export const queryJwt: ResponseMode = { ...query, name: 'query.jwt', signed: true };

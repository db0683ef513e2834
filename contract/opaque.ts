import { z } from 'zod';
import type { KsfId } from './opaque-parameters.ts';

/** The wire form of OPAQUE: ids and exact message lengths. What both halves compute with is in opaque-parameters.ts. */
export const ksfId = z.enum(['a2id-64m-3-4'] satisfies KsfId[]);

/** Exact lengths: the library reads a prefix and would accept trailing bytes. */
const message = (characters: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${characters}}$`));

export const startLoginRequest = message(128); // KE1
export const loginResponse = message(427); // KE2
export const finishLoginRequest = message(86); // KE3
export const registrationRequest = message(43);
export const registrationResponse = message(86);
export const registrationRecord = message(256);

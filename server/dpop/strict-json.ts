import { Buffer } from 'node:buffer';
import { parseStrictObject } from '../http/json.ts';
import { RequestRefused } from '../http/request-refused.ts';

/** The JSON object in a part of a JWS; undefined when it is none, or can be read in two ways (JT-08). */
export function jsonPart(encoded: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return parseStrictObject(Buffer.from(encoded, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof RequestRefused) return undefined;
    throw error;
  }
}

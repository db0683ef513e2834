import { z } from 'zod';
import { MASK } from '../mask.ts';
import { recordType } from './record-type.ts';

const CHARACTERS_MAX = 200;

/** One line as people write it: no control or direction-turning sign, white space as one space, composed letters. */
const line = z
  .string()
  .max(CHARACTERS_MAX)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u)
  .transform((text) => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim())
  .refine((text) => text !== '' && text.length <= CHARACTERS_MAX);

/** Where somebody lives or gets their post, by the names of the address claim (OIDC Core §5.1.1). */
export const address = recordType({
  name: 'address',
  expects: 'an address: street_address, locality, country (two letters), and recipient, region, postal_code',
  schema: z
    .strictObject({
      recipient: line.optional(),
      street_address: line,
      locality: line,
      region: line.optional(),
      postal_code: line.optional(),
      country: z
        .string()
        .regex(/^[A-Za-z]{2}$/)
        .transform((text) => text.toUpperCase()),
    })
    .transform((read): Record<string, string> => JSON.parse(JSON.stringify(read))),
  mask: ({ locality = '', country = '' }) => `${MASK}, ${locality}, ${country}`,
});

import { z } from 'zod';
import { MASK } from '../mask.ts';
import { recordType } from './record-type.ts';

const SHAPE = /^[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}$/;

/** Characters of an IBAN by country, from the registry of ISO 13616. */
const LENGTHS =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23' +
  'GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30' +
  'NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20';
const lengthOf = new Map(
  [...LENGTHS.matchAll(/([A-Z]{2})(\d{2})/g)].map(([, country = '', length]) => [country, Number(length)]),
);

/** An account at a bank, kept without spaces and in capitals. */
export const iban = recordType({
  name: 'iban',
  expects: 'an IBAN whose length and check digits are right',
  schema: z
    .string()
    .regex(SHAPE)
    .transform((text) => text.replaceAll(' ', '').toUpperCase())
    .refine((text) => (lengthOf.get(text.slice(0, 2)) ?? text.length) === text.length)
    .refine((text) => remainder97(text.slice(4) + text.slice(0, 4)) === 1),
  mask: (text) => `${text.slice(0, 2)} ${MASK} ${text.slice(-4)}`,
});

/** ISO 7064 mod 97-10, digit by digit; a letter stands for two digits, from 10 for A. */
export function remainder97(text: string): number {
  return [...text].reduce((rest, sign) => {
    const value = Number.parseInt(sign, 36);
    return (rest * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);
}

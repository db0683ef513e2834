import { z } from 'zod';
import { showLast } from '../mask.ts';
import { recordType } from './record-type.ts';

/** ISO/IEC 7812: 12 to 19 digits, in groups or not. Nothing else, no line break at the end either (KMS-N10). */
const SHAPE = /^\d(?:[ -]?\d){11,18}$/;

/** The number of a payment card, kept as digits. */
export const cardNumber = recordType({
  name: 'card-number',
  expects: 'a card number of 12 to 19 digits whose check digit is right',
  schema: z
    .string()
    .regex(SHAPE)
    .transform((text) => text.replaceAll(/[ -]/g, ''))
    .refine(hasLuhnDigit),
  mask: (digits) => showLast(digits, 4),
});

/** ISO/IEC 7812-1 Annex B: every second digit from the right is doubled, and the digits of all add up to tens. */
export function hasLuhnDigit(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const weighed = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}

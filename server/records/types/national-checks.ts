import { hasLuhnDigit } from './card-number.ts';

const SPANISH_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** By country: whether the number, in capitals and without separators, is one that could have been given out. */
export const nationalChecks: Readonly<Record<string, (number: string) => boolean>> = {
  // BSN, the elfproef: weights 9 to 2, and minus 1 for the last digit.
  NL: (number) => /^\d{9}$/.test(number) && weighed(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  // Rijksregisternummer: 97 less the remainder of the first nine digits, after a 2 for who was born since 2000.
  BE: (number) =>
    /^\d{11}$/.test(number) &&
    ['', '2'].some((before) => 97 - (Number(before + number.slice(0, 9)) % 97) === Number(number.slice(9))),
  // Steuer-Identifikationsnummer: ISO 7064 mod 11,10.
  DE: (number) => /^[1-9]\d{10}$/.test(number) && hasMod11And10(number),
  // DNI, and NIE with X, Y or Z for its first digit: a letter for the remainder by 23.
  ES: (number) => {
    const [, digits, letter = ''] = /^([XYZ\d]\d{7})([A-Z])$/.exec(number) ?? [];
    if (digits === undefined) return false;
    const plain = digits.replace(/^[XYZ]/, (first) => String('XYZ'.indexOf(first)));
    return SPANISH_LETTERS[Number(plain) % 23] === letter;
  },
  // NIR: 97 less the remainder of thirteen digits; Corsica counts as 19 and 18.
  FR: (number) => {
    const [, body, check] = /^([1-478]\d{4}(?:\d{2}|2A|2B)\d{6})(\d{2})$/.exec(number) ?? [];
    if (body === undefined) return false;
    return 97 - (Number(body.replace('2A', '19').replace('2B', '18')) % 97) === Number(check);
  },
  // PESEL: weights 1, 3, 7, 9 in turn, and 1 for the last digit.
  PL: (number) => /^\d{11}$/.test(number) && weighed(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
  // Personnummer: Luhn over the last ten digits; the century may stand before them.
  SE: (number) => /^(?:19|20)?\d{10}$/.test(number) && hasLuhnDigit(number.slice(-10)),
};

function weighed(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
}

function hasMod11And10(digits: string): boolean {
  const product = [...digits.slice(0, -1)].reduce((carried, digit) => {
    const sum = (Number(digit) + carried) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  return (11 - product) % 10 === Number(digits.at(-1));
}

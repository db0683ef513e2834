const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** `p@ssw0rd` as `password`: who guesses does this too. Same length as what came in. */
export function plain(lower: string): string {
  return lower.replace(/[013457@$!]/g, (sign) => LETTERS[sign] ?? sign);
}

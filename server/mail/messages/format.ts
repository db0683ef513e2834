import type { Locale } from '../../../contract/page.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

const NAME_CHARACTERS_MAX = 64;

/** English as most of the world writes dates; the same figures everywhere, as in codes and networks. */
const FORMATS: Readonly<Partial<Record<Locale, string>>> = { en: 'en-GB', ar: 'ar-u-nu-latn' };
const formatOf = (locale: Locale) => FORMATS[locale] ?? locale;

/**
 * In whole days from two on, else in whole hours from two on, in minutes below; rounded down, so that no letter
 * promises too much.
 */
export function duration(seconds: number, locale: Locale): string {
  const [unit, unitSeconds] =
    seconds < 2 * HOUR_SECONDS
      ? (['minute', MINUTE_SECONDS] as const)
      : seconds < 2 * DAY_SECONDS
        ? (['hour', HOUR_SECONDS] as const)
        : (['day', DAY_SECONDS] as const);
  const format = new Intl.NumberFormat(formatOf(locale), { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.floor(seconds / unitSeconds));
}

/** Day and minute. In UTC, and says so: we do not know where the reader is. */
export function moment(atSeconds: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(formatOf(locale), {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  return format.format(atSeconds * 1000);
}

/**
 * A word from outside, fenced by U+2068 and U+2069, so that right-to-left characters in it cannot turn the line around
 * it. Line breaks and marks of direction go: a name must not end its paragraph and begin one of its own.
 */
export function isolate(name: string): string {
  const tame = name.replace(/[\s\p{Cc}\p{Bidi_C}]+/gu, ' ').trim();
  return `\u2068${tame}\u2069`;
}

/** A name that somebody chose: isolated, and cut when it is longer than a name. */
export function nameOf(name: string): string {
  const characters = [...name];
  const short = characters.slice(0, NAME_CHARACTERS_MAX).join('');
  return isolate(characters.length > NAME_CHARACTERS_MAX ? `${short}…` : short);
}

/** `a…@example.org`: enough for its owner, too little for whoever else reads the letter. */
export function masked(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email.slice(0, at);
  return isolate(`${first}…${email.slice(at)}`);
}

/** `1234 5678`: easier to carry from one screen to another. */
export function inTwo(code: string): string {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
}

import { isIP } from 'node:net';
import { z } from 'zod';
import { secret } from '../platform/secret.ts';

/** What an operator reads about a setting, in docs/configuration.md and in the lines of a refusal. */
export interface SettingDoc {
  readonly description: string;
  readonly example: string;
  /** In words, where the default is not one value. */
  readonly defaultText?: string;
  /** The value must not be printed. */
  readonly isSecret?: boolean;
  /** The value is itself a path: NAME_FILE would mean the path of a path, and is refused. */
  readonly isPath?: boolean;
}

/** What is said about each setting, by its schema. */
export const settingDocs = z.registry<SettingDoc>();

const LIST_MAX = 64;
const DAY = 86_400;

/** Whole seconds within bounds. */
export function seconds(byDefault: number, [min, max]: readonly [number, number], description: string) {
  return wholeNumber(byDefault, [min, max], 'seconds').register(settingDocs, {
    description,
    example: String(byDefault),
    defaultText: `${byDefault} (${inWords(byDefault)})`,
  });
}

export function wholeNumber(byDefault: number, bounds: readonly [number, number], unit = '') {
  return wholeNumberWithin(bounds, unit).default(byDefault);
}

/** Without a default. */
export function wholeNumberWithin([min, max]: readonly [number, number], unit = '') {
  const range = `must be a whole number ${unit === '' ? '' : `of ${unit} `}from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, range)
    .transform(Number)
    .refine((value) => value >= min && value <= max, range);
}

/** A URL of one of these schemes, wrapped at once so that nothing can print it. */
export function secretUrl(schemes: readonly string[]) {
  const allowed = schemes.map((scheme) => `${scheme}://`);
  return z
    .string()
    .refine(
      (text) => allowed.some((prefix) => text.startsWith(prefix)) && URL.canParse(text),
      `must be a URL that begins with ${allowed.join(' or ')}`,
    )
    .transform(secret)
    .optional();
}

/** A part of this server that is there only when an operator asks for it. */
export function onRequest() {
  return z
    .enum(['on', 'off'], 'must be on or off')
    .default('off')
    .transform((choice) => choice === 'on');
}

/** Addresses or CIDR ranges, separated by commas or spaces. */
export function ranges() {
  return z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((range) => range !== ''))
    .refine(
      (list) => list.length <= LIST_MAX && list.every(isRange),
      `must list at most ${LIST_MAX} addresses or CIDR ranges, separated by commas`,
    )
    .default([]);
}

/** Where to listen. */
export function listenAddress() {
  return z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be an address or a host name');
}

/** The name of a header. */
export function headerName() {
  return z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header')
    .optional();
}

/** A list in JSON. The line of a refusal names the place in it, never what stands there. */
export function jsonList<Item>(list: z.ZodType<Item[]>) {
  return z
    .string()
    .transform((text, context): Item[] => {
      const parsed = list.safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const place = (issue?.path ?? []).join('.').replace(/[^\w.-]/g, '');
      context.addIssue(`must be a JSON list; look at ${place === '' ? 'its beginning' : place}`);
      return z.NEVER;
    })
    .default([]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Addresses, CIDR ranges or host:port, separated by commas or spaces. */
export function destinations() {
  return z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
    .refine(
      (list) => list.length <= LIST_MAX && list.every((one) => isRange(one) || isHostAndPort(one)),
      `must list at most ${LIST_MAX} addresses, CIDR ranges or host:port, separated by commas`,
    )
    .default([]);
}

/** Host names in lower case, separated by commas or spaces. */
export function hosts() {
  return z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ''))
    .refine(
      (list) => list.length <= LIST_MAX && list.every((one) => /^[a-z0-9.-]{1,253}(:\d{1,5})?$/.test(one)),
      `must list at most ${LIST_MAX} host names in lower case, separated by commas`,
    )
    .default([]);
}

function isHostAndPort(text: string): boolean {
  const port = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) > 0 && Number(port) < 65_536;
}

function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function inWords(amount: number): string {
  if (amount >= DAY && amount % DAY === 0) return `${amount / DAY} d`;
  if (amount >= 3600 && amount % 3600 === 0) return `${amount / 3600} h`;
  if (amount >= 60 && amount % 60 === 0) return `${amount / 60} min`;
  return `${amount} s`;
}

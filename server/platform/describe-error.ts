/** An unexpected error, as far as it may be written down. */
export interface DescribedError {
  readonly name: string;
  /** First line of the message, quoted values masked: a library quotes what it choked on. */
  readonly message: string;
  /** A short constant of the library, such as `ECONNREFUSED` or `23505`. */
  readonly code?: string;
  readonly stack: readonly string[];
  readonly cause?: DescribedError;
}

const LINE_CHARACTERS_MAX = 256;
const SEARCHED_CHARACTERS_MAX = 1_024;
const FRAMES_MAX = 12;
const CAUSES_MAX = 3;

/** What we recognise, wherever it turns up: secrets of random.ts, JWTs, passwords in URLs, tokens of transit servers. */
const SECRETS = [
  /\b(?:ac|rt|ia|br|se|la|ti|cs)_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g,
  /\beyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){1,4}/g,
  /(?<=:\/\/)[^\s/@]{1,512}@/g,
  /\b(?:hv)?[sbr]\.[A-Za-z0-9_-]{20,}/g,
] as const;

/** The text with everything that looks like a secret masked, and cut to a length that a line can bear. */
export function scrub(text: string): string {
  // Cut before it is searched, so that the work is bounded; a word that the cut went through may be half a secret.
  const bounded =
    text.length > SEARCHED_CHARACTERS_MAX
      ? text.slice(0, SEARCHED_CHARACTERS_MAX).replace(/[\w.-]*$/, '')
      : text;
  const masked = SECRETS.reduce((rest, pattern) => rest.replace(pattern, '[secret]'), bounded);
  return masked.slice(0, LINE_CHARACTERS_MAX);
}

/** Name, first line and stack; never the fields a library hung on the error, which hold queries and values. */
export function describeError(error: unknown, causes = CAUSES_MAX): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error, message: '', stack: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const { cause } = error;
  return {
    name: error.name.slice(0, LINE_CHARACTERS_MAX),
    message: firstLine(error.message),
    ...('code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{2,40}$/.test(error.code)
      ? { code: error.code }
      : {}),
    stack: frames.slice(0, FRAMES_MAX).map((line) => line.trim().slice(0, LINE_CHARACTERS_MAX)),
    ...(cause instanceof Error && causes > 0 ? { cause: describeError(cause, causes - 1) } : {}),
  };
}

function firstLine(message: string): string {
  return scrub(message.split('\n', 1)[0] ?? '').replace(/"[^"]*"?|'[^']*'?|`[^`]*`?/g, '[…]');
}

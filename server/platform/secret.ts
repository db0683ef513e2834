import { inspect } from 'node:util';

/** Text that must never be printed. It turns into `[secret]` wherever something tries. */
export interface Secret {
  /** The text itself; call it at the last moment, and hand the result to nothing that keeps it. */
  reveal(): string;
}

export function secret(text: string): Secret {
  return secretFrom(() => text);
}

/** The same of a text that may change, such as what lies in a file: looked at each time it is revealed. */
export function secretFrom(reveal: () => string): Secret {
  return Object.freeze({
    reveal,
    toString: () => '[secret]',
    toJSON: () => '[secret]',
    [inspect.custom]: () => '[secret]',
  });
}

import { inspect } from 'node:util';

/** Text that must never be printed. It turns into `[secret]` wherever something tries. */
export interface Secret {
  /** The text itself; call it at the last moment, and hand the result to nothing that keeps it. */
  reveal(): string;
}

export function secret(text: string): Secret {
  return Object.freeze({
    reveal: () => text,
    toString: () => '[secret]',
    toJSON: () => '[secret]',
    [inspect.custom]: () => '[secret]',
  });
}

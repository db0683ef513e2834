import type { Letter } from './letter.ts';

/**
 * What became of one attempt: `refused` for good by the server of the addressee, or `postponed`, to be tried again.
 * `errorCode` is a word and a number of SMTP, never the server's text, which may quote the address.
 */
export type Delivery =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'refused' | 'postponed'; readonly errorCode: string };

/** Hands letters to a mail server. */
export interface Mailer {
  /**
   * Never rejects for what a mail server or a network does, and ends within a minute. `id` is the same for every
   * attempt at one letter: it becomes the Message-ID, so that a letter sent twice is shown once.
   */
  send(letter: Letter, id: string): Promise<Delivery>;
}

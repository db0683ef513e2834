/** A letter ready to be sent. The body may carry a ticket, so it is sealed in the outbox and gone once sent. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

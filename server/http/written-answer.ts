import type { Context } from 'koa';

/** An answer of a protocol endpoint that is no JSON document: a JWT (RFC 9701 §5, OIDC Core §5.3.2). */
export class WrittenAnswer {
  readonly type: string;
  readonly body: string;

  constructor(type: `application/${string}`, body: string) {
    this.type = type;
    this.body = body;
  }
}

/** Sends what a protocol endpoint answers; anything but a WrittenAnswer as JSON. */
export function send(ctx: Context, answer: object): void {
  const written = answer instanceof WrittenAnswer ? answer : undefined;
  ctx.type = written?.type ?? 'application/json';
  ctx.body = written?.body ?? JSON.stringify(answer);
}

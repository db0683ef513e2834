import type { z } from 'zod';
import { type Content, methods, type Operation, type Tag } from './operation.ts';

/** A call behind an access token, as contract/ has it. `bytes`: the body there, and of a GET the one back, is no JSON. */
interface ResourceCall {
  readonly scope: string;
  readonly query?: z.ZodObject;
  readonly input?: z.ZodType;
  readonly output?: z.ZodType;
  readonly bytes?: number;
}

/** What a contract does not say of a call: its name, its words, and what goes with it in headers. */
export interface Told {
  readonly id: string;
  readonly summary: string;
  readonly headers?: Operation['headers'];
  /** Besides 200 with what comes back, or 204: what each status is. */
  readonly statuses?: Readonly<Record<number, string>>;
  readonly answerHeaders?: NonNullable<Operation['answers'][number]['headers']>;
}

const BYTES: Content = { type: 'application/octet-stream' };

/** The operations of an API of ours, one for each `GET /path` of its contract. */
export function resourceOperations<Name extends string>(
  tag: Tag,
  calls: Readonly<Record<Name, ResourceCall>>,
  told: Readonly<Record<Name, Told>>,
): readonly Operation[] {
  const words = new Map<string, Told>(Object.entries<Told>(told));
  return Object.entries<ResourceCall>(calls).map(([name, call]) => {
    const [verb = '', path = ''] = name.split(' ');
    const method = methods.find((one) => one === verb.toLowerCase());
    const said = words.get(name);
    if (method === undefined || said === undefined) throw new TypeError(`${name} has no words`);
    const { id, summary, headers, answerHeaders } = said;
    const sent = call.input ? json(call.input) : BYTES;
    const back = call.output ? json(call.output) : call.bytes === undefined ? undefined : BYTES;
    const statuses = said.statuses ?? (back ? { 200: 'Done.' } : { 204: 'Gone.' });
    return {
      ...{ id, summary, method, path, tag },
      ...(headers && { headers }),
      ...(call.query && { query: call.query }),
      ...((call.input !== undefined || (method === 'put' && call.bytes !== undefined)) && { body: sent }),
      security: [{ oauth: [call.scope] }, { bearer: [] }, { dpop: [] }],
      answers: Object.fromEntries(
        Object.entries(statuses).map(([status, description]) => [
          status,
          {
            description,
            ...(back && status !== '304' && { content: back }),
            ...(answerHeaders && { headers: answerHeaders }),
          },
        ]),
      ),
      refusal: 'bearer',
    };
  });
}

function json(schema: z.ZodType): Content {
  return { type: 'application/json', schema };
}

import type { z } from 'zod';
import { recordCalls } from '../../../contract/records.ts';
import { methods, type Operation } from './operation.ts';

type Told = Pick<Operation, 'id' | 'summary' | 'headers' | 'answers'>;

const json = (schema: z.ZodType) => ({ type: 'application/json', schema });
const shown = { description: 'As it is shown: masked.', headers: ['ETag'] } as const;
const unchanged = { description: 'The caller has that revision already.', headers: ['ETag'] } as const;

/** What contract/records.ts does not say: names, words, headers and statuses. One for each call there. */
const told: Readonly<Record<keyof typeof recordCalls, Told>> = {
  'GET /records': {
    id: 'listRecords',
    summary: 'The records of the person, masked, newest first',
    answers: { 200: { description: 'A page.', content: json(recordCalls['GET /records'].output) } },
  },
  'POST /records': {
    id: 'createRecord',
    summary: 'Keeps a value',
    headers: ['Idempotency-Key'],
    answers: {
      201: {
        description: 'Kept.',
        content: json(recordCalls['POST /records'].output),
        headers: ['ETag', 'Location'],
      },
    },
  },
  'GET /records/:id': {
    id: 'readRecord',
    summary: 'One record, masked',
    headers: ['If-None-Match'],
    answers: { 200: { ...shown, content: json(recordCalls['GET /records/:id'].output) }, 304: unchanged },
  },
  'PUT /records/:id': {
    id: 'replaceRecord',
    summary: 'Another value in place of the one that If-Match names',
    headers: ['If-Match'],
    answers: { 200: { ...shown, content: json(recordCalls['PUT /records/:id'].output) } },
  },
  'DELETE /records/:id': {
    id: 'deleteRecord',
    summary: 'Gone for good',
    headers: ['If-Match'],
    answers: { 204: { description: 'Gone.' } },
  },
  'POST /records/:id/reveal': {
    id: 'revealRecord',
    summary: 'One record in clear; its owner is told who read it',
    answers: {
      200: {
        description: 'In clear.',
        content: json(recordCalls['POST /records/:id/reveal'].output),
        headers: ['ETag'],
      },
    },
  },
};

/** The records API (docs/flows/records.md), as contract/records.ts has it. */
export const recordOperations: readonly Operation[] = Object.entries(recordCalls).map(([name, call]) => {
  const [verb = '', path = ''] = name.split(' ');
  const method = methods.find((one) => one === verb.toLowerCase()) ?? 'get';
  const words = Object.entries(told).find(([known]) => known === name)?.[1];
  if (words === undefined) throw new TypeError(`${name} has no words`);
  return {
    ...words,
    ...('query' in call && { query: call.query }),
    ...('input' in call && { body: json(call.input) }),
    method,
    path,
    tag: 'Records',
    security: [{ oauth: [call.scope] }, { bearer: [] }, { dpop: [] }],
    refusal: 'bearer',
  };
});

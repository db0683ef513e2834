import { recordCalls } from '../../../contract/records.ts';
import type { Operation } from './operation.ts';
import { resourceOperations } from './resource-operations.ts';

/** The records API (docs/flows/records.md). */
export const recordOperations: readonly Operation[] = resourceOperations('Records', recordCalls, {
  'GET /records': { id: 'listRecords', summary: 'The records of the person, masked, newest first' },
  'POST /records': {
    id: 'createRecord',
    summary: 'Keeps a value',
    headers: ['Idempotency-Key'],
    statuses: { 201: 'Kept.' },
    answerHeaders: ['ETag', 'Location'],
  },
  'GET /records/:id': {
    id: 'readRecord',
    summary: 'One record, masked',
    headers: ['If-None-Match'],
    statuses: { 200: 'As it is shown.', 304: 'The caller has that revision already.' },
    answerHeaders: ['ETag'],
  },
  'PUT /records/:id': {
    id: 'replaceRecord',
    summary: 'Another value in place of the one that If-Match names',
    headers: ['If-Match'],
    answerHeaders: ['ETag'],
  },
  'DELETE /records/:id': { id: 'deleteRecord', summary: 'Gone for good', headers: ['If-Match'] },
  'POST /records/:id/reveal': {
    id: 'revealRecord',
    summary: 'One record in clear; its owner is told who read it',
    answerHeaders: ['ETag'],
  },
});

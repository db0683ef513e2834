import { vaultCalls } from '../../../contract/vault.ts';
import type { Operation } from './operation.ts';
import { resourceOperations, type Told } from './resource-operations.ts';

const read = {
  headers: ['If-None-Match'],
  statuses: { 200: 'As it was written.', 304: 'The caller has that revision already.' },
  answerHeaders: ['ETag', 'Envelope-Version'],
} as const satisfies Partial<Told>;
const write = {
  headers: ['If-Match', 'If-None-Match', 'Envelope-Version'],
  statuses: { 200: 'Replaced.', 201: 'Made.' },
  answerHeaders: ['ETag'],
} as const satisfies Partial<Told>;

/** The vault API: ciphertext in, ciphertext out. */
export const vaultOperations: readonly Operation[] = resourceOperations('Vault', vaultCalls, {
  'GET /vault': { id: 'readVault', summary: 'How much there is, and how much may be' },
  'DELETE /vault': { id: 'emptyVault', summary: 'Deletes every item and blob of this app' },
  'GET /vault/items': { id: 'listVaultItems', summary: 'The items that changed since a revision' },
  'GET /vault/items/:id': { id: 'readVaultItem', summary: 'One item', ...read },
  'PUT /vault/items/:id': {
    id: 'writeVaultItem',
    summary: 'An item in place of the one that was read',
    ...write,
  },
  'DELETE /vault/items/:id': {
    id: 'deleteVaultItem',
    summary: 'Deletes an item as it was read',
    headers: ['If-Match'],
  },
  'POST /vault/batch': { id: 'writeVaultBatch', summary: 'Several items; each write stands or falls alone' },
  'GET /vault/blobs': {
    id: 'listVaultBlobs',
    summary: 'The blobs that changed since a revision, without their bytes',
  },
  'GET /vault/blobs/:id': { id: 'readVaultBlob', summary: 'One blob', ...read },
  'PUT /vault/blobs/:id': {
    id: 'writeVaultBlob',
    summary: 'A blob in place of the one that was read',
    ...write,
  },
  'DELETE /vault/blobs/:id': {
    id: 'deleteVaultBlob',
    summary: 'Deletes a blob as it was read',
    headers: ['If-Match'],
  },
});

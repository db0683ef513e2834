import { callOperations } from './call-operations.ts';
import { documentOperations } from './document-operations.ts';
import type { Operation } from './operation.ts';
import { pageOperations } from './page-operations.ts';
import { protocolOperations } from './protocol-operations.ts';
import { recordOperations } from './record-operations.ts';
import { vaultOperations } from './vault-operations.ts';

/** Everything this server may answer, in any configuration. What is mounted is told, the rest left out. */
export const operations: readonly Operation[] = [
  ...protocolOperations,
  ...recordOperations,
  ...vaultOperations,
  ...documentOperations,
  ...pageOperations,
  ...callOperations,
];

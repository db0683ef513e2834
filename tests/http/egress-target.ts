import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../server/config/load.ts';
import { openEgress } from '../../server/http/egress-client.ts';
import { type Egress, EgressRefused, type EgressRequest } from '../../server/http/egress.ts';
import type { FindAddresses } from '../../server/http/egress-names.ts';
import { createLog } from '../../server/platform/pino-log.ts';
import { selfSigned } from './certificate.ts';

/** An https server of our own on loopback, as `localhost`, that counts who knocks. */
export interface Target extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** PEM file to believe. */
  readonly caFile: string;
  /** Connections that were made, whether or not they asked for anything. */
  readonly connections: () => number;
}

export async function target(
  handle: RequestListener,
  { plain = false, pair: { key, cert } = selfSigned() } = {},
): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-egress-'));
  const caFile = join(folder, 'ca.crt');
  writeFileSync(caFile, cert);
  const server = plain ? createPlainServer(handle) : createServer({ key, cert }, handle);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    url: `${plain ? 'http' : 'https'}://localhost:${port}`,
    caFile,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
      await Promise.resolve();
    },
  };
}

/** An egress that may call exactly what `allow` says, and finds names as `find` says. */
export function egressTo(
  { allow = '', caFile }: { readonly allow?: string; readonly caFile?: string },
  find?: FindAddresses,
): Egress {
  const config = loadConfig({
    TACET_EGRESS_ALLOW: allow,
    ...(caFile !== undefined && { TACET_EGRESS_CA: caFile }),
  });
  const log = createLog('silent', { write: () => undefined });
  return openEgress({ config, log, ...(find !== undefined && { find }) });
}

const TEXT = 'the address could not be called';
export const BYTES_MAX = 5_000;

export const refusedFor = async (egress: ReturnType<typeof egressTo>, asked: string | EgressRequest) => {
  const request = typeof asked === 'string' ? { url: asked, bytesMax: BYTES_MAX } : asked;
  await assert.rejects(
    egress.call(request),
    (error) => error instanceof EgressRefused && error.message === TEXT,
  );
};

/** How far a call came before it was refused. */
export const causedBy = (code: string) => (error: unknown) =>
  error instanceof EgressRefused &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === code;

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import type { Client } from '../../server/clients/client.ts';
import { freePort } from '../harness/free-port.ts';
import type { TestServer } from '../harness/server.ts';

const START_LIMIT_MILLISECONDS = 20_000;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface ExampleApp {
  readonly url: string;
  readonly client: Client;
  stop(): Promise<void>;
}

/** Registers examples/spa, builds it as its README says, and serves the files. */
export function startSpa(server: TestServer): Promise<ExampleApp> {
  return startBuilt(server, 'examples/spa', (url) => ({
    name: 'Example SPA',
    type: 'spa',
    authMethod: 'none',
    redirectUris: [url],
    postLogoutRedirectUris: [url],
  }));
}

/** The same with examples/notes, whose client asks for a key of its own. */
export function startNotes(server: TestServer): Promise<ExampleApp> {
  return startBuilt(server, 'examples/notes', (url) => ({
    name: 'Example notes',
    type: 'spa',
    authMethod: 'none',
    redirectUris: [url],
    scopes: ['openid', 'offline_access', 'vault:read', 'vault:write'],
    settings: { tacetKeyScopes: ['key:notes'], tacetKeyGroup: 'notes' },
  }));
}

async function startBuilt(
  server: TestServer,
  root: string,
  settings: (url: string) => Partial<Client>,
): Promise<ExampleApp> {
  const port = await freePort();
  const url = `http://localhost:${port}/`;
  const { client } = await server.client(settings(url));

  const folder = await mkdtemp(join(tmpdir(), 'tacet-app-'));
  await build({
    root,
    logLevel: 'error',
    define: {
      'import.meta.env.VITE_ISSUER': JSON.stringify(server.issuer),
      'import.meta.env.VITE_CLIENT_ID': JSON.stringify(client.id),
    },
    build: { outDir: folder, emptyOutDir: true },
  });
  const files = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', url).pathname);
    const file = path === '/' ? '/index.html' : path;
    readFile(join(folder, file)).then(
      (bytes) => response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'text/plain' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  files.listen(port, '127.0.0.1');
  await once(files, 'listening');
  return {
    url,
    client,
    async stop() {
      files.closeAllConnections();
      files.close();
      await once(files, 'close');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Registers examples/web-app and starts it as its README says. */
export async function startWebApp(server: TestServer): Promise<ExampleApp> {
  const port = await freePort();
  const url = `http://localhost:${port}/`;
  const { client, secret } = await server.client({
    name: 'Example web app',
    redirectUris: [`${url}callback`],
    postLogoutRedirectUris: [url],
  });
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'examples/web-app/app.ts'],
    {
      env: { ISSUER: server.issuer, CLIENT_ID: client.id, CLIENT_SECRET: secret, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  await answering(url, child);
  return {
    url,
    client,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MILLISECONDS;
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok === true) return;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`nothing answers at ${url}`);
    await wait(50);
  }
}

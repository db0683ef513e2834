import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '../harness/free-port.ts';
import { tethered } from '../harness/tethered.ts';

const START_SECONDS = 15;
const LOOKS_A_SECOND = 10;
const NAMES = ['bao', 'vault'];

/** A real server of this test alone: unsealed, with the Transit engine, and AppRole with docs/transit-policy.hcl. */
export interface TransitServer extends AsyncDisposable {
  readonly url: string;
  readonly rootToken: string;
  readonly roleId: string;
  readonly secretId: string;
  /** As the operator, below /v1/. */
  ask(method: string, path: string, body?: object): Promise<unknown>;
  seal(): Promise<unknown>;
  unseal(): Promise<unknown>;
}

/** The program on this machine, or undefined. */
export function transitProgram(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const initialised = z.object({ keys: z.array(z.string()), root_token: z.string() });
const role = z.object({ data: z.object({ role_id: z.string() }) });
const secretId = z.object({ data: z.object({ secret_id: z.string() }) });

/** Everything in its memory; ends with this process, whatever happens. */
export async function transitServer(program: string): Promise<TransitServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-transit-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder, 'server.hcl');
  writeFileSync(
    file,
    `storage "inmem" {}\ndisable_mlock = true\nlistener "tcp" {\n  address = "127.0.0.1:${port}"\n  tls_disable = true\n}\n`,
  );
  // A home of its own: what the person at this machine keeps there is none of our business.
  const env = { PATH: process.env['PATH'], HOME: folder };
  const running = tethered('KILL', program, ['server', `-config=${file}`], { env });

  let rootToken = '';
  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${url}/v1/${path}`, {
      method,
      headers: { 'X-Vault-Token': rootToken },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
  const isUp = () =>
    fetch(`${url}/v1/sys/seal-status`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let look = 0; !(await isUp()); look += 1) {
    if (running.hasEnded() || look > START_SECONDS * LOOKS_A_SECOND) {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`${program} did not start`);
    }
    await pause(1_000 / LOOKS_A_SECOND);
  }

  const { keys, root_token: token } = initialised.parse(
    await ask('PUT', 'sys/init', { secret_shares: 1, secret_threshold: 1 }),
  );
  rootToken = token;
  const unseal = () => ask('PUT', 'sys/unseal', { key: keys[0] });
  await unseal();
  await ask('POST', 'sys/mounts/transit', { type: 'transit' });
  await ask('POST', 'sys/auth/approle', { type: 'approle' });
  await ask('PUT', 'sys/policies/acl/tacet', { policy: readFileSync('docs/transit-policy.hcl', 'utf8') });
  await ask('POST', 'auth/approle/role/tacet', { token_policies: ['tacet'], token_ttl: '1h' });
  return {
    url,
    rootToken,
    roleId: role.parse(await ask('GET', 'auth/approle/role/tacet/role-id')).data.role_id,
    secretId: secretId.parse(await ask('POST', 'auth/approle/role/tacet/secret-id', {})).data.secret_id,
    ask,
    seal: () => ask('PUT', 'sys/seal'),
    unseal,
    async [Symbol.asyncDispose]() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

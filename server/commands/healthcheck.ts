import { once } from 'node:events';
import { get as getPlain } from 'node:http';
import { get as getByTls } from 'node:https';
import { Command } from 'commander';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { CommandError } from './explain.ts';

const TIME_LIMIT_MILLISECONDS = 3_000;

/** `tacet healthcheck`: asks the server on this machine whether it is ready; for a container's health check. */
export function healthcheckCommand(): Command {
  return new Command('healthcheck').description('exit 0 when the server here is ready').action(async () => {
    const answer = await readiness(loadConfig());
    if (answer !== 200) throw new CommandError(`not ready: ${answer ?? 'no answer'}`);
    console.log('ready');
  });
}

async function readiness({ host, port, tls }: Config): Promise<number | undefined> {
  const address = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const signal = AbortSignal.timeout(TIME_LIMIT_MILLISECONDS);
  const options = { host: address, port, path: '/readyz', signal, agent: false } as const;
  // Nothing is told and nothing secret heard, and the certificate names the public host, not this address.
  const request = tls === undefined ? getPlain(options) : getByTls({ ...options, rejectUnauthorized: false });
  try {
    const [response] = await once(request, 'response');
    response.resume();
    return response.statusCode;
  } catch {
    return undefined;
  }
}

import { Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import { CommandError } from './explain.ts';

const TIME_LIMIT_MILLISECONDS = 3_000;

/** `tacet healthcheck`: asks the server on this machine whether it is ready; for a container's health check. */
export function healthcheckCommand(): Command {
  return new Command('healthcheck').description('exit 0 when the server here is ready').action(async () => {
    const { host, port, tls } = loadConfig();
    const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const url = `${tls === undefined ? 'http' : 'https'}://${address}:${port}/readyz`;
    const answer = await ready(url);
    if (answer !== 200) throw new CommandError(`not ready: ${answer ?? 'no answer'}`);
    console.log('ready');
  });
}

async function ready(url: string): Promise<number | undefined> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(TIME_LIMIT_MILLISECONDS) })).status;
  } catch {
    return undefined;
  }
}

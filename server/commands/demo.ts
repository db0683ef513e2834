import { Command } from 'commander';
import { startFreshServer } from './demo/fresh-server.ts';
import { CommandError } from './explain.ts';

/** `tacet demo`: the whole trip without hands, against a fresh server of its own. Exit 0 only if everything holds. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('sign up, sign in, get tokens, refresh, replay, revoke and sign out against a fresh server')
    .action(async () => {
      const { RETRY_WINDOW_SECONDS, trip } = await loadTrip();
      const started = Date.now();
      const server = await startFreshServer({ TACET_REFRESH_RETRY_SECONDS: String(RETRY_WINDOW_SECONDS) });
      try {
        console.log(`  a fresh server at ${server.issuer}`);
        await trip(server, (line) => console.log(`  ${line}`));
        console.log(`All of it held, in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
      } finally {
        await server.stop();
      }
    });
}

/** The other side of the demo is a development dependency: an image without it says so. */
async function loadTrip() {
  try {
    return await import('./demo/trip.ts');
  } catch (error) {
    throw new CommandError('The demo needs the development dependencies: npm ci', { cause: error });
  }
}

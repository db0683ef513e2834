import { type Command, InvalidArgumentError } from 'commander';
import { fingerprint } from '../platform/digest.ts';
import { newSecret } from '../platform/random.ts';
import { withStorage } from './context.ts';
import { printOne } from './print.ts';

const USES_MAX = 10_000;
const UNITS = { m: 60, h: 3_600, d: 86_400 } as const;
const EXPIRES_MAX_SECONDS = 366 * UNITS.d;

interface Options {
  readonly uses: number;
  readonly expires: number;
  readonly machines?: boolean;
  readonly json?: boolean;
}

/** `tacet client registration-token`: lets its holder register clients at /register (RFC 7591 §3). Told once. */
export function registrationTokenCommand(command: Command): void {
  command
    .command('registration-token')
    .description('make an initial access token, with which its holder may register clients')
    .option('--uses <count>', 'how many clients', wholeNumber, 1)
    .option('--expires <time>', 'until when, such as 30m, 12h or 7d', duration, UNITS.d)
    .option('--machines', 'clients that act for themselves (client_credentials) too')
    .option('--json')
    .action(make);
}

async function make({ uses, expires, machines = false, json }: Options): Promise<void> {
  await withStorage(async ({ storage, clock }) => {
    const token = newSecret('in');
    const createdAtSeconds = clock.nowSeconds();
    const expiresAtSeconds = createdAtSeconds + expires;
    await storage.registrations.giveOut({
      ...{ digest: fingerprint(token), usesLeft: uses, machines },
      ...{ createdAtSeconds, expiresAtSeconds },
    });
    printOne({ initial_access_token: token, uses, expires_at: expiresAtSeconds }, json);
  });
}

function wholeNumber(text: string): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > USES_MAX) throw new InvalidArgumentError(`Use a number from 1 to ${USES_MAX}.`);
  return value;
}

function duration(text: string): number {
  const [, count = '', unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const seconds = unit === 'm' || unit === 'h' || unit === 'd' ? Number(count) * UNITS[unit] : 0;
  if (seconds < 1 || seconds > EXPIRES_MAX_SECONDS)
    throw new InvalidArgumentError('Use a time such as 30m, 12h or 7d, at most a year.');
  return seconds;
}

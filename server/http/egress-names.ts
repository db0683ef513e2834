import { lookup, Resolver } from 'node:dns/promises';

/** Finds every address of a name, within the time of the signal; none when there are none. Tests bring their own. */
export type FindAddresses = (
  host: string,
  options: { readonly system: boolean; readonly signal: AbortSignal },
) => Promise<readonly string[]>;

const TIMEOUT_MILLISECONDS = 1_500;
/** Of one name; more are not looked at. */
const ADDRESSES_MAX = 16;

/**
 * Asks DNS itself: what the system offers for it waits in the few threads of this process, and a name server that never
 * answers would stop all else that needs them. Only a name that the operator listed is asked of the system, and with
 * it the hosts file.
 */
export const findAddresses: FindAddresses = async (host, { system, signal }) => {
  // RFC 6761 §6.3: these are never a question for DNS.
  if (host === 'localhost' || host.endsWith('.localhost')) return ['127.0.0.1', '::1'];
  if (system)
    return (await lookup(host, { all: true })).slice(0, ADDRESSES_MAX).map(({ address }) => address);

  const resolver = new Resolver({ timeout: TIMEOUT_MILLISECONDS, tries: 1 });
  const stop = () => resolver.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    return found.slice(0, ADDRESSES_MAX);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

import { interactionCalls } from '../../contract/interaction.ts';
import type { Browser } from '../../server/commands/demo/browser.ts';
import { interactionOf } from '../../server/commands/demo/person.ts';
import type { TestServer } from '../harness/server.ts';
import { lettersTo, must } from '../interaction/proofs.ts';
import { openTrip } from '../interaction/trip.ts';

/** A trip that a mailed ticket led to, in a browser that was never here: the mailbox was proved, and nothing else. */
export async function resetTrip(
  server: TestServer,
  email: string,
): Promise<{ readonly browser: Browser; readonly id: string }> {
  const browser = server.browser();
  const { id } = await openTrip(browser, `${server.issuer}/account`);
  const ask = interactionCalls['/interaction/:id/reset'];
  // Letters are read by their second.
  server.clock.turn(1);
  must(await browser.call(`/interaction/${id}/reset`, ask, { email }));
  const [ticket = ''] = (await lettersTo(server, email)).flatMap(
    ({ text }) => /\/reset#(ti_[\w-]+)/.exec(text)?.[1] ?? [],
  );
  const begin = interactionCalls['/reset/begin'];
  const { url } = must(await browser.call('/reset/begin', begin, { ticket }));
  return { browser, id: interactionOf(await browser.visit(url)).id };
}

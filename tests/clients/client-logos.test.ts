import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, it } from 'node:test';
import { clientLogos } from '../../server/clients/logos/client-logos.ts';
import type { EgressAnswer, EgressRequest } from '../../server/http/egress.ts';
import type { Log } from '../../server/platform/log.ts';
import { egressTo, target } from '../http/egress-target.ts';
import { spa, standingClock } from './parts.ts';
import { aPng } from './pictures.ts';

const client = (logoUri: string, more = {}) => ({ ...spa, settings: { logoUri, ...more } });

/** The log, and whose logos it said could not be shown: waits until it was said so often. */
function listening() {
  const silent = () => undefined;
  const said: (string | undefined)[] = [];
  const log: Log = {
    ...{ debug: silent, info: silent, error: silent },
    warn: (message, fields) => {
      if (message === 'the logo of a client cannot be shown') said.push(fields?.clientId);
    },
  };
  const heard = async (count = 1) => {
    await eventually(() => (said.length >= count ? 'said' : undefined));
    // The line is written before the answer is kept.
    await new Promise(setImmediate);
    return said;
  };
  return { log, heard };
}

/** A server that answers so, asked by the real egress; out comes what the log says of the logo. */
async function refusedLogo(handle: RequestListener, path = '/logo.png') {
  await using server = await target(handle);
  const egress = egressTo({ allow: '127.0.0.1 ::1', caFile: server.caFile });
  const { log, heard } = listening();
  const logos = clientLogos({ egress, clock: standingClock(), log });
  const asking = client(server.url + path);
  assert.equal(logos.pathOf(asking), undefined);
  assert.deepEqual(await heard(), [spa.id]);
  assert.equal(logos.pathOf(asking), undefined);
  return server.connections();
}

describe('logos, asked for behind the pages', () => {
  const bad: readonly (readonly [what: string, handle: RequestListener])[] = [
    ['SS-02 a redirect', (_, to) => to.writeHead(302, { Location: '/else.png' }).end()],
    ['another status', (_, to) => to.writeHead(404, { 'Content-Type': 'image/png' }).end(aPng(9, 9))],
    ['SS-04 more than 64 KB', (_, to) => to.end(Buffer.concat([aPng(9, 9), Buffer.alloc(65_536)]))],
    ['SS-04 a body that drips', (_, to) => void to.write(aPng(9, 9).subarray(0, 20))],
    [
      'SS-05 another type, whatever it is called',
      (_, to) => to.writeHead(200, { 'Content-Type': 'image/png' }).end('<svg xmlns="x"/>'),
    ],
  ];
  for (const [what, handle] of bad) {
    it(`${what} is none, and is not asked for again soon`, async () => {
      assert.equal(await refusedLogo(handle), 1);
    });
  }

  it('SS-03 SS-07 an address that is not called now is not called, whatever was stored', async () => {
    for (const uri of ['http://app.test/x.png', 'file:///etc/passwd', 'https://app.test:22/x.png']) {
      const { log, heard } = listening();
      const logos = clientLogos({ egress: egressTo({}), clock: standingClock(), log });
      logos.pathOf(client(uri));
      await heard();
      assert.equal(logos.pathOf(client(uri)), undefined, uri);
    }
  });

  /** An egress that says when it was asked, and answers when it is told to. */
  const held = () => {
    const calls: { readonly request: EgressRequest; readonly answer: (body: Buffer) => void }[] = [];
    const call = (request: EgressRequest) =>
      new Promise<EgressAnswer>((resolve) => {
        calls.push({ request, answer: (body) => resolve({ status: 200, headers: {}, body }) });
      });
    return { egress: { call }, calls };
  };

  it('SS-05 four addresses at once, each once, and the others when somebody needs them again', async () => {
    const { egress, calls } = held();
    const { log, heard } = listening();
    const logos = clientLogos({ egress, clock: standingClock(), log });
    const uris = Array.from({ length: 6 }, (_, at) => `https://app.test/${at}.png`);
    for (const uri of [...uris, ...uris]) assert.equal(logos.pathOf(client(uri)), undefined);
    assert.deepEqual(
      calls.map(({ request }) => request.url),
      uris.slice(0, 4),
    );
    calls[0]?.answer(Buffer.from('<svg/>'));
    await heard();
    for (const uri of uris) {
      logos.pathOf(client(uri));
      // Another page, another request.
      await new Promise(setImmediate);
    }
    assert.equal(calls.at(-1)?.request.url, uris[4]);
    assert.equal(calls.length, 5);
  });

  it('SS-05 a self-registered client has none, nor has one that is a document', () => {
    const { egress, calls } = held();
    const logos = clientLogos({ egress, clock: standingClock(), log: listening().log });
    for (const tacetRegisteredBy of ['self', 'document']) {
      assert.equal(logos.pathOf(client('https://app.test/x.png', { tacetRegisteredBy })), undefined);
    }
    assert.equal(calls.length, 0);
  });

  it('are fresh for a day, asked for once an hour when they fail, and gone after three days', async () => {
    const clock = standingClock();
    let [asked, body] = [0, aPng(9, 9)];
    const egress = {
      call: ({ bytesMax }: EgressRequest) => {
        asked += 1;
        assert.equal(bytesMax, 65_536);
        return Promise.resolve({ status: 200, headers: {}, body });
      },
    };
    const { log, heard } = listening();
    const logos = clientLogos({ egress, clock, log });
    const mine = client('https://app.test/x.png');
    const path = await eventually(() => logos.pathOf(mine));
    const digest = path.split('/').at(-1) ?? '';
    body = Buffer.from('<svg/>');
    const after = async (seconds: number, failures: number) => {
      clock.turn(seconds);
      const shown = logos.pathOf(mine);
      await heard(failures);
      return [asked, shown === path, logos.picture(digest) !== undefined];
    };
    assert.deepEqual(await after(86_399, 0), [1, true, true]);
    assert.deepEqual(await after(1, 1), [2, true, true]);
    assert.deepEqual(await after(3_599, 1), [2, true, true]);
    assert.deepEqual(await after(2 * 86_400 - 3_600, 2), [3, true, true]);
    assert.deepEqual(await after(1, 2), [3, false, false]);
    body = aPng(9, 9);
    clock.turn(3_600);
    assert.equal(await eventually(() => logos.pathOf(mine)), path);
  });
});

/** What is there in a while: a picture is drawn in another thread. */
async function eventually(look: () => string | undefined): Promise<string> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return assert.fail('it did not come');
}

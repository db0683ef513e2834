import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientOrigins } from '../../server/clients/client-origins.ts';
import type { Client } from '../../server/clients/client.ts';
import { clientStore, spa, standingClock } from './parts.ts';

const local: Client = { ...spa, id: 'local', redirectUris: ['http://localhost:5173/cb?x=1'] };
const native: Client = {
  ...spa,
  id: 'native',
  type: 'native',
  redirectUris: [
    'com.example.app:/cb',
    'http://127.0.0.1/cb',
    'https://claimed.test/cb',
    'http://localhost:6274/cb',
  ],
};
const off: Client = { ...spa, id: 'off', enabled: false, redirectUris: ['https://off.test/cb'] };

describe('clientOrigins', () => {
  const allowed = clientOrigins(clientStore(spa, local, native, off), standingClock());
  for (const [origin, expected] of [
    ['https://app.test', true],
    ['http://localhost:5173', true],
    ['https://app.test.evil.test', false],
    ['https://app.test/', false],
    ['https://APP.test', false],
    ['http://app.test', false],
    ['http://localhost:5174', false],
    ['http://localhost:6274', true],
    ['http://127.0.0.1', false],
    ['https://claimed.test', false],
    ['https://off.test', false],
    ['null', false],
    ['', false],
    ['https://' + 'a'.repeat(9_000), false],
  ] as const) {
    it(`HT-03 ${origin.slice(0, 40)} is ${expected ? 'allowed' : 'refused'}`, async () => {
      assert.equal(await allowed(origin), expected);
    });
  }

  it('sees a new client within five seconds, and reads all pages', async () => {
    const many = Array.from({ length: 450 }, (_, number) => {
      return {
        ...spa,
        id: `c${String(number).padStart(4, '0')}`,
        redirectUris: [`https://app-${number}.test/cb`],
      };
    });
    const [store, clock] = [clientStore(...many), standingClock()];
    const isAllowed = clientOrigins(store, clock);
    assert.equal(await isAllowed('https://app-449.test'), true);
    store.rows.set('new', { ...spa, id: 'new', redirectUris: ['https://new.test/cb'] });
    assert.equal(await isAllowed('https://new.test'), false);
    clock.turn(5);
    assert.equal(await isAllowed('https://new.test'), true);
  });

  it('reads once for many callers, and remembers no failure', async () => {
    const store = clientStore(spa);
    let [reads, broken] = [0, true];
    const isAllowed = clientOrigins(
      {
        list: (page) => {
          reads += 1;
          return broken ? Promise.reject(new Error('down')) : store.list(page);
        },
      },
      standingClock(),
    );
    await assert.rejects(isAllowed('https://app.test'));
    broken = false;
    const answers = await Promise.all(Array.from({ length: 20 }, () => isAllowed('https://app.test')));
    assert.ok(answers.every(Boolean));
    assert.equal(reads, 2);
  });
});

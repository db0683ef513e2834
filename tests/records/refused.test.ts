import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type App, CARD, keep, openRecords, type Records } from './world.ts';

const STRANGE: readonly unknown[] = [
  ...['{', '[]', 'null', '"text"', '1', '{"type":"iban","type":"phone","value":"x"}', '{"__proto__":{}}'],
  ...[
    {},
    { type: 1 },
    { type: 'card-number' },
    { value: CARD },
    { type: 'card-number', value: CARD, id: 'x' },
  ],
  ...[
    { type: 'card-number', value: null },
    { type: 'card-number', value: [CARD] },
    { type: ['iban'], value: 'x' },
  ],
  ...[
    { type: 'constructor', value: 'x' },
    { type: 'card-number', value: { toString: 1 } },
    { type: '', value: '' },
  ],
  ...[
    { type: 'address', value: { country: 1 } },
    { type: 'address', value: [[[[[[[[[]]]]]]]]] },
    { type: null },
  ],
  ...[
    { type: 'free-text', value: 'a\u0000b' },
    '{"type":"free-text","value":"\\ud800"}',
    { type: 'phone', value: true },
  ],
  ...[
    { type: 'national-id', value: { country: 'NL', number: {} } },
    { type: 'iban', value: Number.MAX_VALUE },
  ],
];

describe('what apps send that is no record', () => {
  let at: Records;
  let app: App;
  let id: string;
  before(async () => {
    at = await openRecords({
      TACET_RECORD_TYPES: '[{"name":"loyalty","pattern":"[A-Z]\\\\d{4}","max_length":5}]',
    });
    app = await at.app();
    id = await keep(app);
  });
  after(() => at.close());

  for (const body of STRANGE) {
    it(`KMS-R38 is refused with 400: ${JSON.stringify(body).slice(0, 60)}`, async () => {
      for (const [method, path] of [
        ['POST', '/records'],
        ['PUT', `/records/${id}`],
      ] as const) {
        const { status, body: told } = await app.call(method, path, { body, headers: { 'If-Match': '*' } });
        assert.deepEqual([status, told.error], [400, 'invalid_request']);
      }
    });
  }

  it('KMS-R35 is told by the name of its member, and nothing of it is repeated', async () => {
    for (const [type, value, said] of [
      ['card-number', '4111222233334445', /^value: expected a card number/],
      ['card-number', `${CARD}\n`, /^value: expected a card number/],
      [
        'address',
        { street_address: 'Secretstreet 1', locality: 'x', country: 'NLD' },
        /^value\.country: expected/,
      ],
      ['address', { street_address: 'Secretstreet 1' }, /^value\.locality: expected/],
      ['national-id', { country: 'NL', number: '111222334' }, /^value\.number: expected/],
      [
        'sekret',
        'x',
        /^type: expected one of card-number, iban, phone, address, national-id, free-text, loyalty$/,
      ],
    ] as const) {
      const { status, body, text } = await app.call('POST', '/records', { body: { type, value } });
      assert.equal(status, 400);
      assert.match(body.error_description ?? '', said);
      assert.doesNotMatch(text, /4111|Secretstreet|111222|sekret/);
    }
    assert.doesNotMatch(JSON.stringify(at.lines), /4111222|Secretstreet|111222334/);
  });

  it('is too large, of another type, or packed', async () => {
    const large = { type: 'free-text', value: 'x'.repeat(70_000) };
    const tooLarge = await at.fetch('/records', {
      method: 'POST',
      headers: { Authorization: `Bearer ${app.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(large),
    });
    assert.equal(tooLarge.status, 413);
    for (const headers of [{ 'Content-Type': 'text/plain' }, { 'Content-Encoding': 'gzip' }]) {
      const { status } = await app.call('POST', '/records', {
        body: { type: 'free-text', value: 'x' },
        headers,
      });
      assert.ok(status === 400 || status === 415, String(status));
    }
    assert.equal((await app.call('POST', '/records')).status, 400);
  });

  it('has a method that is not there', async () => {
    for (const [method, path, allowed] of [
      ['PATCH', `/records/${id}`, /GET.*PUT|PUT.*GET/],
      ['DELETE', '/records', /POST/],
      ['PUT', `/records/${id}/reveal`, /POST/],
    ] as const) {
      const { status, headers } = await app.call(method, path);
      assert.equal(status, 405);
      assert.match(headers.get('allow') ?? '', allowed);
    }
  });

  it('may come from pages of registered clients, with the headers of conditions', async () => {
    const preflight = await at.fetch(`/records/${id}`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'PUT' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://app.example');
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /If-Match/);
    const answer = await app.call('GET', `/records/${id}`, { headers: { Origin: 'https://app.example' } });
    assert.match(answer.headers.get('access-control-expose-headers') ?? '', /ETag/);
    const stranger = await app.call('GET', `/records/${id}`, { headers: { Origin: 'https://evil.example' } });
    assert.equal(stranger.headers.get('access-control-allow-origin'), null);
  });

  it('keeps what an operator designed, also after the design was taken away', async () => {
    const made = await app.call('POST', '/records', { body: { type: 'loyalty', value: 'A1234' } });
    assert.deepEqual([made.status, made.body.masked], [201, '••••']);
    await at.sql(`update sealed_record set type = 'gone' where id = $1`, made.body.id);
    assert.equal((await app.call('GET', '/records')).status, 200);
  });
});

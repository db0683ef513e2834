import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogFields } from '../../server/platform/log.ts';
import { createLog } from '../../server/platform/pino-log.ts';
import { type SecretKind, newSecret } from '../../server/platform/random.ts';
import { secret } from '../../server/platform/secret.ts';

type Level = Parameters<typeof createLog>[0];

/** What a log of that level writes while `act` runs. */
function written(act: (log: ReturnType<typeof createLog>) => void, level: Level = 'debug'): string {
  let text = '';
  act(createLog(level, { write: (line) => (text += line) }));
  return text;
}

const line = (fields: LogFields): Record<string, unknown> =>
  JSON.parse(written((log) => log.info('x', fields)));

describe('the log', () => {
  it('writes a JSON object a line', () => {
    const text = written((log) => {
      log.info('listening', { port: 4242 });
      log.warn('slow', { milliseconds: 12, route: '/token' });
    });
    const lines = text
      .trimEnd()
      .split('\n')
      .map((part) => JSON.parse(part));
    assert.deepEqual(
      lines.map(({ time: _, ...rest }) => rest),
      [
        { level: 'info', port: 4242, msg: 'listening' },
        { level: 'warn', milliseconds: 12, route: '/token', msg: 'slow' },
      ],
    );
    assert.match(lines[0].time, /^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('keeps silent below its level', () => {
    assert.equal(
      written((log) => log.info('x'), 'warn'),
      '',
    );
    assert.equal(
      written((log) => log.error('x'), 'silent'),
      '',
    );
  });

  it('IJ-04 prints no field that is not named, whatever the types were told', () => {
    const loose: object = { password: 'hunter2', token: 'hunter2', body: { a: 'hunter2' }, requestId: 'r1' };
    assert.doesNotMatch(
      written((log) => log.info('x', loose)),
      /hunter2/,
    );
  });

  it('IJ-04 prints no secret in a field that is', () => {
    const wrapped = secret('hunter2');
    const loose: object = {
      kind: wrapped,
      clientId: { deep: 'hunter2' },
      accountId: ['hunter2'],
      error: wrapped,
    };
    assert.doesNotMatch(
      written((log) => log.info('x', loose)),
      /hunter2/,
    );
  });

  it('IJ-04 masks what looks like one of ours', () => {
    const kinds: readonly SecretKind[] = ['ac', 'rt', 'ia', 'br', 'se', 'la', 'ti', 'cs'];
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';
    const refresh = `rt_${'A'.repeat(43)}`;
    const ofOthers = ['postgres://u:hunter2@db/x', `hvs.${'Qk3v'.repeat(23)}`, `s.${'Qk3v'.repeat(6)}`];
    for (const text of [...kinds.map((kind) => newSecret(kind)), jwt, refresh, ...ofOthers]) {
      const error = new Error(`could not use ${text} here`, { cause: new Error(text) });
      const output = written((log) => log.error(`failed with ${text}`, { route: `/x/${text}`, error }));
      assert.ok(!output.includes(text), output);
      assert.doesNotMatch(output, /hunter2/);
      assert.match(output, /\[secret\]/);
    }
  });

  it('tells of an error its name, first line, code and stack, and no value', () => {
    const error = Object.assign(new RangeError('invalid input "hunter2" for \'hunter2\'\nDETAIL: hunter2'), {
      code: '22P02',
      detail: 'Key (email)=(hunter2) already exists',
      parameters: ['hunter2'],
    });
    const output = written((log) => log.error('x', { error: new Error('outer', { cause: error }) }));
    assert.doesNotMatch(output, /hunter2/);
    const { cause } = JSON.parse(output).error;
    assert.equal(cause.name, 'RangeError');
    assert.equal(cause.message, 'invalid input […] for […]');
    assert.equal(cause.code, '22P02');
    assert.match(cause.stack[0], /^at .*log\.test\.ts/);
  });

  it('follows causes only so far, and survives what is no error', () => {
    const circle: Error = new Error('one');
    circle.cause = circle;
    assert.ok(written((log) => log.error('x', { error: circle })).length < 20_000);
    for (const odd of [undefined, null, 'hunter2', 7, { toString: () => 'hunter2' }]) {
      assert.doesNotMatch(
        written((log) => log.error('x', { error: odd })),
        /hunter2/,
      );
    }
  });

  it('HT-08 searches a hostile megabyte in no time, and leaves no half of a secret where it cut', () => {
    for (const text of ['eyJ-'.repeat(250_000), '://a'.repeat(250_000), 'rt_'.repeat(330_000)]) {
      const started = performance.now();
      written((log) => log.error(text, { route: text, error: new Error(text) }));
      assert.ok(performance.now() - started < 100);
    }
    const half = `${newSecret('rt')} `.repeat(30);
    assert.doesNotMatch(
      written((log) => log.info('x', { route: half })),
      /rt_/,
    );
  });

  it('IJ-05 stays one line of bounded length, whatever it is told', () => {
    const text = written((log) =>
      log.info('x', { route: `a\r\n\u001b[31m{"b":1}\u2028${'x'.repeat(1_000_000)}` }),
    );
    assert.equal(text.trimEnd().split('\n').length, 1);
    assert.ok(text.length < 1_000);
    assert.ok(!text.includes('\u001b'));
    assert.deepEqual(Object.keys(line({ route: 'x' })), ['level', 'time', 'route', 'msg']);
  });
});

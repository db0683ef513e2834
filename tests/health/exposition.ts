import assert from 'node:assert/strict';

/** What one scrape told. */
export interface Exposition {
  /** Type by name, of every metric that was announced. */
  readonly types: ReadonlyMap<string, string>;
  /** Labels as they stand, in order: `tacet_ready{check="storage"}`. */
  readonly values: ReadonlyMap<string, number>;
}

const HELP = /^# HELP ([a-z_][a-z0-9_]*) \S.*$/;
const TYPE = /^# TYPE ([a-z_][a-z0-9_]*) (counter|gauge|histogram|summary)$/;
const SAMPLE =
  /^([a-z_][a-z0-9_]*)(\{(?:[a-z_][a-z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,(?=[a-z]))?)*\})? (-?[0-9.e+-]+|N[Aa][Nn]|\+Inf)$/;

/** Reads the Prometheus text format 0.0.4, and nothing that is only like it: each metric announced, no sample twice. */
export function parseExposition(text: string): Exposition {
  assert.ok(text.endsWith('\n'), 'the last line has no end');
  const types = new Map<string, string>();
  const values = new Map<string, number>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    if (HELP.test(line)) continue;
    const [, typed, type] = TYPE.exec(line) ?? [];
    if (typed !== undefined && type !== undefined) {
      assert.ok(!types.has(typed), `${typed} is announced twice`);
      types.set(typed, type);
      continue;
    }
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
    assert.ok(name !== undefined, `no line of the format: ${line}`);
    assert.ok(types.has(name) || types.has(name.replace(/_(bucket|sum|count)$/, '')), `${name} has no type`);
    assert.ok(!values.has(name + labels), `${name}${labels} is told twice`);
    values.set(name + labels, Number(value));
  }
  return { types, values };
}

/** The samples of one metric, by their labels. */
export function samplesOf({ values }: Exposition, name: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...values].flatMap(([sample, value]) =>
      sample === name || sample.startsWith(`${name}{`) ? [[sample.slice(name.length), value]] : [],
    ),
  );
}

import type { TestEvent } from 'node:test/reporters';

interface Told {
  readonly name: string;
  readonly message?: string;
  readonly details?: { readonly type?: string; readonly error?: { readonly cause?: unknown } };
}

const outcomes = ['PASS', 'SKIP', 'FAIL', 'KILLED', 'SURVIVED'] as const;
type Outcome = (typeof outcomes)[number];

interface Line {
  readonly outcome: Outcome;
  readonly name: string;
  readonly more?: string;
}

/** What a test says of itself, after its outcome. */
const SAID: Readonly<Record<string, Outcome>> = { 'SKIPPED: ': 'SKIP', 'KILLED: ': 'KILLED' };

/**
 * One line a module, by its name in the suite: PASS, SKIP with the metadata that says so, or FAIL and why. Under
 * mutation KILLED with what it was seen to fail by, or SURVIVED with all that it passed under.
 */
export default async function* reporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = new Map<Outcome, number>();
  let last: Line | undefined;
  const told = (): string => {
    if (last === undefined) return '';
    const { outcome, name, more } = last;
    last = undefined;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    return `${outcome}  ${name}${more === undefined ? '' : `  (${more})`}\n`;
  };

  for await (const { type, data } of source) {
    if (type === 'test:stderr') process.stderr.write(data.message);
    const line: Told = typeof data === 'object' ? { name: '', ...data } : { name: '' };
    if (type === 'test:diagnostic' && last !== undefined) last = { ...last, ...said(line) };
    if ((type !== 'test:pass' && type !== 'test:fail') || line.details?.type === 'suite') continue;
    yield told();
    last = type === 'test:pass' ? { outcome: 'PASS', name: line.name } : failed(line);
  }
  yield told();
  const summary = outcomes.flatMap((outcome) =>
    counts.has(outcome) ? [`${counts.get(outcome)} ${outcome}`] : [],
  );
  yield `\n${summary.join(' · ') || 'no module was run'}\n`;
}

function said({ message = '' }: Told): Partial<Line> {
  const [mark, outcome] = Object.entries(SAID).find(([mark]) => message.includes(mark)) ?? [];
  return mark === undefined || outcome === undefined
    ? {}
    : { outcome, more: message.slice(message.indexOf(mark) + mark.length) };
}

function failed({ name, details }: Told): Line {
  const cause = details?.error?.cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const [first = ''] = message.split('\n');
  const survived = /^passes under each of: (.*)$/.exec(first)?.[1];
  return survived === undefined
    ? { outcome: 'FAIL', name, more: first }
    : { outcome: 'SURVIVED', name, more: survived };
}

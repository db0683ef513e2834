import type { TestEvent } from 'node:test/reporters';

interface Told {
  readonly name: string;
  readonly message?: string;
  readonly details?: { readonly type?: string; readonly error?: { readonly cause?: unknown } };
}

type Outcome = 'PASS' | 'SKIP' | 'FAIL';

const SKIPPED = 'SKIPPED: ';

/** One line a module, by its name in the suite: PASS, SKIP with the metadata that says so, or FAIL and why. */
export default async function* reporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts: Record<Outcome, number> = { PASS: 0, SKIP: 0, FAIL: 0 };
  let last: { outcome: Outcome; line: string } | undefined;
  const told = (): string => {
    if (last === undefined) return '';
    const { outcome, line } = last;
    last = undefined;
    counts[outcome] += 1;
    return `${outcome}  ${line}\n`;
  };

  for await (const { type, data } of source) {
    const {
      name,
      message = '',
      details,
    }: Told = typeof data === 'object' ? { name: '', ...data } : { name: '' };
    // What a test says of itself comes after its outcome.
    if (type === 'test:diagnostic' && message.includes(SKIPPED) && last?.outcome === 'PASS') {
      last = { outcome: 'SKIP', line: `${last.line}  (${message.split(SKIPPED)[1]})` };
    }
    if ((type !== 'test:pass' && type !== 'test:fail') || details?.type === 'suite') continue;
    yield told();
    last =
      type === 'test:pass'
        ? { outcome: 'PASS', line: name }
        : { outcome: 'FAIL', line: `${name}: ${why(details)}` };
  }
  yield told();
  yield `\n${counts.PASS} PASS · ${counts.SKIP} SKIP · ${counts.FAIL} FAIL\n`;
}

function why(details: Told['details']): string {
  const cause = details?.error?.cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.split('\n').slice(0, 1).join('');
}

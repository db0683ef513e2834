import { Gauge, type Registry } from 'prom-client';

/** One line of a gauge: its labels and its value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Asked {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** What several processes of one server make of it together (TACET_WORKERS); `max` for what all read in one place. */
  readonly together: 'max' | 'min' | 'sum';
}

/** A gauge that is read when somebody scrapes. No samples, no lines: what is not known is absent, never 0. */
export function gauge(
  registry: Registry,
  { name, help, labels, together }: Asked,
  read: () => Promise<readonly Sample[]>,
): void {
  const made = new Gauge({
    name,
    help,
    labelNames: [...labels],
    aggregator: together,
    registers: [registry],
    async collect() {
      const samples = await read();
      // At once, so that two scrapes at a time do not see half of it.
      made.reset();
      for (const sample of samples) made.set({ ...sample.labels }, sample.value);
    },
  });
}

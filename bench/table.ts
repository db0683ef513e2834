import type { Row } from './measure.ts';

const COLUMNS = [
  'path',
  'server',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'CPU ms/request',
  '× peer rate',
  '× peer CPU',
  '× ceiling CPU',
  'RSS MB',
  'errors',
];

/** One table; `×` compares us in the same run: with the peer, more is better for the rate and less for the CPU. */
export function printTable(rows: readonly Row[]): void {
  const lines = rows.map((row) => {
    const beside = (name: string) =>
      row.server === 'tacet'
        ? rows.find(({ path, server }) => path === row.path && server === name)
        : undefined;
    const [peer, ceiling] = [beside('oidc-provider'), beside('ceiling')];
    const ratio = (ours: number, theirs: number | undefined) =>
      theirs === undefined ? '' : (ours / theirs).toFixed(2);
    return [
      row.path,
      row.server,
      row.perSecond.toFixed(0),
      row.p50.toFixed(2),
      row.p99.toFixed(2),
      row.cpuMilliseconds.toFixed(3),
      ratio(row.perSecond, peer?.perSecond),
      ratio(row.cpuMilliseconds, peer?.cpuMilliseconds),
      ratio(row.cpuMilliseconds, ceiling?.cpuMilliseconds),
      row.residentMegabytes.toFixed(0),
      String(row.errors),
    ];
  });
  const table = [COLUMNS, ...lines];
  const widths = COLUMNS.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  for (const line of table) {
    console.log(
      line
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
  }
}

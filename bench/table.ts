import type { Row } from './measure.ts';

const COLUMNS = [
  'path',
  'server',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'CPU ms/request',
  '× rate',
  '× CPU',
  'RSS MB',
  'errors',
];

/** One table; `×` compares us with the peer in the same run: more is better for the rate, less for the CPU. */
export function printTable(rows: readonly Row[]): void {
  const lines = rows.map((row) => {
    const peer =
      row.server === 'tacet'
        ? rows.find(({ path, server }) => path === row.path && server !== 'tacet')
        : undefined;
    return [
      row.path,
      row.server,
      row.perSecond.toFixed(0),
      row.p50.toFixed(2),
      row.p99.toFixed(2),
      row.cpuMilliseconds.toFixed(3),
      peer === undefined ? '' : (row.perSecond / peer.perSecond).toFixed(2),
      peer === undefined ? '' : (row.cpuMilliseconds / peer.cpuMilliseconds).toFixed(2),
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

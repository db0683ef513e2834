export type Row = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Rows as JSON for scripts, or as aligned columns for people. */
export function printRows(rows: readonly Row[], json: boolean | undefined): void {
  if (json === true) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const [first] = rows;
  if (first === undefined) {
    console.log('nothing yet');
    return;
  }
  const names = Object.keys(first);
  const table = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  for (const line of table) {
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** One thing: an object for scripts, what `create --json | jq .client_id` expects, or a line a field for people. */
export function printOne(row: Readonly<Record<string, unknown>>, json: boolean | undefined): void {
  if (json === true) console.log(JSON.stringify(row, null, 2));
  else for (const [name, value] of Object.entries(row)) console.log(`${name}: ${String(value)}`);
}

/** Seconds since the epoch as a date that people and scripts both read. */
export function asDate(seconds: number | null): string {
  return seconds === null ? '' : new Date(seconds * 1000).toISOString();
}

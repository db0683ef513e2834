interface Column {
  readonly title: string;
  readonly file: (name: string) => string;
}

const STYLE = `
  body { margin: 16px; background: #77797a; color: #fff; font: 14px/1.4 system-ui, sans-serif; }
  table { border-collapse: collapse; table-layout: fixed; width: 100%; }
  th { padding: 8px 4px; text-align: start; font-weight: 600; overflow-wrap: anywhere; vertical-align: top; }
  td { padding: 4px; vertical-align: top; }
  img { display: block; width: 100%; height: 200px; object-fit: cover; object-position: top; background: #fff; }
`;

/** A page with all of them: a row for each view, a column for each look; a press shows one in full. */
export function contactSheet(names: readonly string[], columns: readonly Column[]): string {
  const head = columns.map(({ title }) => `<th scope="col">${title}</th>`).join('');
  const rows = names.map((name) => {
    const cells = columns.map(({ title, file }) => {
      const source = encodeURIComponent(file(name));
      return `<td><a href="${source}"><img src="${source}" alt="${name}, ${title}"></a></td>`;
    });
    return `<tr><th scope="row">${name}</th>${cells.join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Every screen</title><style>${STYLE}</style></head>
<body><table>
<thead><tr><th></th>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></body>
</html>
`;
}

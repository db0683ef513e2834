import { useEffect, useState } from 'react';

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** Light modules around the picture, without which scanners do not find it (ISO/IEC 18004 §5.3.8). */
const QUIET_MODULES = 4;

/** A QR code, drawn as one path: markup from a string would need a policy of its own (Trusted Types). */
export function QrCode({ text, label }: QrCodeProps) {
  const [rows, setRows] = useState<readonly (readonly boolean[])[]>();
  useEffect(() => {
    // Without its chunk there is no picture; the key in letters stands below.
    void import('uqr').then(
      ({ encode }) => setRows(encode(text, { ecc: 'M', border: QUIET_MODULES }).data),
      () => undefined,
    );
  }, [text]);
  const size = rows?.length ?? 1;
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      {rows && <path d={pathOf(rows)} shapeRendering="crispEdges" />}
    </svg>
  );
}

/** Every run of dark modules is a bar one module high. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => {
        if (!dark || row[x - 1]) return [];
        const end = row.indexOf(false, x);
        const width = (end === -1 ? row.length : end) - x;
        return [`M${x} ${y}h${width}v1h-${width}z`];
      }),
    )
    .join('');
}

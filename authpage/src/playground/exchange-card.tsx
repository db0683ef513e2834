import { decodeToken } from './decode.ts';
import type { Exchange } from './exchange.ts';

/** One request with its answer, and every token in it laid open. */
export function ExchangeCard({ exchange, open }: { readonly exchange: Exchange; readonly open: boolean }) {
  const { title, method, url, sent, status, received } = exchange;
  return (
    <li>
      <details open={open}>
        <summary>
          {title} <span className="status">{status}</span>
        </summary>
        <Listing caption={`${method} ${url}`} value={sent} />
        <Listing caption="Answer" value={received} />
        {Object.entries(received).map(([name, value]) => {
          const decoded = decodeToken(value);
          return decoded && <Listing key={name} caption={`${name}, decoded`} value={decoded} />;
        })}
      </details>
    </li>
  );
}

function Listing({ caption, value }: { readonly caption: string; readonly value: object }) {
  if (Object.keys(value).length === 0) return <p className="caption">{caption}</p>;
  return (
    <figure>
      <figcaption className="caption">{caption}</figcaption>
      {/* Scrolls sideways by itself, so it can be reached by keyboard (WCAG 2.1.1). */}
      <pre tabIndex={0} role="group" aria-label={caption}>
        {JSON.stringify(value, null, 2)}
      </pre>
    </figure>
  );
}

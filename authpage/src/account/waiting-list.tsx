import type { AccountHome } from '../../../contract/account.ts';
import { useWords } from '../words/words.ts';
import { Time } from './time.tsx';

/** What apps ask and wait for; nothing at all where nothing waits. */
export function WaitingList({ waiting }: { readonly waiting: AccountHome['waiting'] }) {
  const { ciba } = useWords();
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{ciba.waiting}</h2>
      <ul className="rows">
        {waiting.map(({ id, name, bindingMessage, askedAtSeconds }) => (
          <li key={id} className="row">
            <div>
              <p>
                <bdi className="row-name">{name}</bdi>
              </p>
              {bindingMessage !== undefined && (
                <p>
                  <bdi>{bindingMessage}</bdi>
                </p>
              )}
              <p className="hint">
                <Time atSeconds={askedAtSeconds} inWords={ciba.since} />
              </p>
            </div>
            <a className="button equal" href={`/ciba/${encodeURIComponent(id)}`}>
              {ciba.look}
              <span className="unseen"> {ciba.lookAt(name)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

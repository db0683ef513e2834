import type { AccountHome } from '../../../contract/account.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { Time } from './time.tsx';

/** What apps ask and wait for; nothing at all where nothing waits. */
export function WaitingList({ waiting }: { readonly waiting: AccountHome['waiting'] }) {
  const { waiting: words } = useAccountWords();
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{words.title}</h2>
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
                <Time atSeconds={askedAtSeconds} inWords={words.since} />
              </p>
            </div>
            <a
              className="button equal"
              href={`/ciba/${encodeURIComponent(id)}`}
              aria-label={words.lookAt(name)}
            >
              {words.look}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

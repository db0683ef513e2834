import type { AccountHome } from '../../../contract/account.ts';
import { useAccountWords } from '../words/account/account-words.tsx';
import { Facts, Panel, Row } from './panel.tsx';
import { Time } from './time.tsx';

/** What apps ask and wait for; nothing at all where nothing waits. */
export function WaitingList({ waiting }: { readonly waiting: AccountHome['waiting'] }) {
  const { waiting: words } = useAccountWords();
  if (waiting.length === 0) return null;
  return (
    <Panel title={words.title}>
      <ul className="rows">
        {waiting.map(({ id, name, bindingMessage, askedAtSeconds }) => (
          <Row
            key={id}
            acts={
              <a
                className="button primary"
                href={`/ciba/${encodeURIComponent(id)}`}
                aria-label={words.lookAt(name)}
              >
                {words.look}
              </a>
            }
          >
            <p>
              <bdi className="row-name">{name}</bdi>
            </p>
            {bindingMessage !== undefined && (
              <p>
                <bdi>{bindingMessage}</bdi>
              </p>
            )}
            <Facts>
              <Time atSeconds={askedAtSeconds} inWords={words.since} />
            </Facts>
          </Row>
        ))}
      </ul>
    </Panel>
  );
}

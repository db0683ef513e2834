import { Fragment } from 'react';
import type { ToldDetail } from '../../../contract/step.ts';
import { isolate } from '../words/isolate.ts';
import { useWords } from '../words/words.ts';
import { useSaid } from './said.ts';

/** What the client asks for this once, to the last detail (RFC 9396): a sentence each, and every fact of it. */
export function DetailList({ details = [] }: { readonly details?: readonly ToldDetail[] | undefined }) {
  const { consent } = useWords();
  const said = useSaid();
  if (details.length === 0) return null;
  return (
    <>
      <h2>{consent.once}</h2>
      {details.map(({ text, facts }, at) => (
        <section key={at} className="detail">
          <p>{isolate(said(text))}</p>
          <dl className="facts">
            {facts.map(({ label, value }, fact) => (
              <Fragment key={fact}>
                <dt>{said(label)}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

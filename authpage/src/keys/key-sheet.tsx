import type { ReactNode } from 'react';
import { saveText } from '../factors/save-text.ts';
import { CopyButton } from '../parts/copy-button.tsx';

interface KeySheetProps {
  /** As it is typed later: groups with something between them. */
  readonly text: string;
  /** Of which key this is, on paper and in a file. */
  readonly title: string;
  readonly fileName: string;
  readonly words: KeySheetWords;
  /** What goes on from here. */
  readonly children: ReactNode;
}

export interface KeySheetWords {
  readonly lead: string;
  readonly hint: string;
  readonly download: string;
  readonly print: string;
}

/** A key that is shown once: to copy, download or print. */
export function KeySheet({ text, title, fileName, words, children }: KeySheetProps) {
  const file = [title, location.origin, '', text, '', words.hint, ''].join('\n');
  return (
    <>
      <p className="lead">{words.lead}</p>
      <div className="sheet">
        <p className="on-paper">{title}</p>
        <p className="on-paper">{location.origin}</p>
        <ol className="codes" dir="ltr">
          {groupsOf(text).map((group, at) => (
            // Two groups may be alike; their place tells them apart.
            <li key={at}>
              <code>{group}</code>
            </li>
          ))}
        </ol>
        <p className="on-paper">{words.hint}</p>
      </div>
      <p className="ways">
        <CopyButton text={text} />
        <button type="button" className="link" onClick={() => saveText(fileName, file)}>
          {words.download}
        </button>
        <button type="button" className="link" onClick={() => print()}>
          {words.print}
        </button>
      </p>
      <p className="hint">{words.hint}</p>
      {children}
    </>
  );
}

const groupsOf = (text: string): readonly string[] => text.split(/[\s-]+/);

import { type ReactNode, useId } from 'react';

interface PanelProps {
  readonly title: ReactNode;
  /** What this is for, in a sentence. */
  readonly lead?: string;
  readonly children: ReactNode;
}

/** One card, one concept. */
export function Panel({ title, lead, children }: PanelProps) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead !== undefined && <p className="panel-lead">{lead}</p>}
      {children}
    </section>
  );
}

/** A row of a list: what it is, and what can be done with it. */
export function Row({ children, acts }: { readonly children: ReactNode; readonly acts?: ReactNode }) {
  return (
    <li className="row">
      <div className="row-text">{children}</div>
      {acts !== undefined && <div className="row-acts">{acts}</div>}
    </li>
  );
}

/** Small print of a row, side by side where there is room. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <div className="row-facts">{children}</div>;
}

/** What a list says before there is anything in it. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="empty">{children}</p>;
}

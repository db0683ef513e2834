import { type ReactNode, useContext, useEffect, useRef } from 'react';
import type { ClientCard } from '../../../contract/step.ts';
import { useServerName } from '../frame.ts';
import { SpokenContext } from '../words/words.ts';
import { ClientLogo } from './client-logo.tsx';
import { Footer } from './footer.tsx';

interface CardProps {
  /** What this step is for: the heading, and the first half of the window's title (WCAG 2.4.2). */
  readonly title: string;
  readonly client?: ClientCard | undefined;
  /** Of the client, where the heading names it. */
  readonly logo?: string | undefined;
  /** The first field has the focus instead of the heading. */
  readonly fieldFirst?: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The one card of a page: the client's name leads, Tacet stays in the footer. */
export function Card({
  title,
  client,
  logo = client?.logo,
  fieldFirst = false,
  wide = false,
  children,
}: CardProps) {
  const { locale } = useContext(SpokenContext);
  const titled = useRef(locale);
  const serverName = useServerName();
  const heading = useRef<HTMLHeadingElement>(null);
  const leader = client?.name ?? serverName;

  useEffect(() => {
    document.title = `${title} · ${leader}`;
    // Another language is the same step: whoever chose it stays where they are.
    const sameStep = titled.current !== locale;
    titled.current = locale;
    if (!fieldFirst && !sameStep) heading.current?.focus();
  }, [title, leader, fieldFirst, locale]);

  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <main className="card">
        <div className="heading">
          {logo !== undefined && <ClientLogo src={logo} />}
          <div>
            {client && (
              <p className="client">
                <bdi>{client.name}</bdi>
              </p>
            )}
            <h1 ref={heading} tabIndex={-1}>
              {title}
            </h1>
          </div>
        </div>
        {children}
      </main>
      <Footer />
    </div>
  );
}

/** For a change that took away what had the focus: the page begins anew for whoever does not see it. */
export function focusHeading(): void {
  document.querySelector('h1')?.focus();
}

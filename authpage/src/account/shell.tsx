import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import type { AccountSection } from '../../../contract/account.ts';
import { useServerName } from '../frame.ts';
import { Button } from '../parts/button.tsx';
import { Footer } from '../parts/footer.tsx';
import { useAccountWords } from '../words/account/account-words.tsx';
import { useWords } from '../words/words.ts';
import { useConsole } from './console.ts';
import { Picture } from './picture.tsx';
import { pathOf, sections } from './section-path.ts';

interface ShellProps {
  readonly section: AccountSection;
  readonly title: string;
  readonly onGo: (section: AccountSection) => void;
  readonly children: ReactNode;
}

/** What is around every section: who this is, the way to the others, and a heading that has the focus. */
export function Shell({ section, title, onGo, children }: ShellProps) {
  const { common } = useWords();
  const { home, busy, leave } = useConsole();
  const serverName = useServerName();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${serverName}`;
  }, [title, serverName]);
  // Not on another language: whoever chose it stays where they are.
  useEffect(() => heading.current?.focus(), [section]);

  return (
    <div className="page page-console">
      <header className="me">
        <Picture address={home.picture} name={home.account.name} />
        <p>
          <span className="me-name">
            <bdi>{home.account.name}</bdi>
          </span>
          <span className="me-email">
            <bdi>{home.account.email}</bdi>
          </span>
        </p>
        <Button kind="equal" busy={busy} onPress={() => leave('/account/sign-out')}>
          {common.signOut}
        </Button>
      </header>
      <Sections section={section} onGo={onGo} />
      <main>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
      <Footer />
    </div>
  );
}

function Sections({ section, onGo }: Pick<ShellProps, 'section' | 'onGo'>) {
  const words = useAccountWords();
  const press = (event: MouseEvent, to: AccountSection) => {
    // A new tab or window is the browser's: the server knows the address.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo(to);
  };
  return (
    <nav aria-label={words.home.nav}>
      <ul className="sections">
        {sections.map((to) => (
          <li key={to}>
            <a
              href={pathOf(to)}
              aria-current={to === section ? 'page' : undefined}
              onClick={(event) => press(event, to)}
            >
              {words.sections[to]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Locale, PageData } from '../../contract/page.ts';
import { FrameContext } from './frame.ts';
import { readPageData } from './page-data.ts';
import { ProblemCard } from './parts/problem-card.tsx';
import type { Words } from './words/en.ts';
import { SpokenContext, loadWords } from './words/words.ts';

/** What a view asks of the browser before it can help anybody. */
interface Needs {
  readonly opaque: boolean;
  readonly cookies: boolean;
}

interface Choice {
  readonly needs: Needs;
  readonly page: ReactNode;
}

/** Loads what a bundle says besides the words that all share. */
type Speak = (locale: Locale) => Promise<(page: ReactNode) => ReactNode>;

const nothingBesides: Speak = async () => (page) => page;

/** Draws the page the server asked for, in its language. A bug that stops it leaves a sentence instead of a blank. */
export async function mount(
  choose: (data: PageData) => Choice,
  speakBesides: Speak = nothingBesides,
): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the shell has no root');
  const data = readPageData();
  // Chosen before anything is waited for: the ticket must leave the address bar at once.
  const { needs, page } = choose(data);
  const [spoken, speaking] = await Promise.all([loadWords(data.locale), speakBesides(data.locale)]);
  const framed = (content: ReactNode) => (
    <SpokenContext value={spoken}>
      <FrameContext value={data}>{speaking(content)}</FrameContext>
    </SpokenContext>
  );
  const onUncaughtError = (error: unknown) => {
    reportError(error);
    createRoot(root).render(framed(<Broken words={spoken.words} />));
  };
  createRoot(root, { onUncaughtError }).render(framed(missing(needs) ?? page));

  function missing({ opaque, cookies }: Needs): ReactNode {
    const { unsupported, cookiesBlocked, common } = spoken.words;
    if (opaque && !canRunOpaque()) return <ProblemCard {...unsupported} />;
    if (cookies && !navigator.cookieEnabled) {
      return <ProblemCard {...cookiesBlocked} way={{ label: common.tryAgain }} />;
    }
    return undefined;
  }
}

function Broken({ words }: { readonly words: Words }) {
  return <ProblemCard {...words.problems.server_error} way={{ label: words.common.tryAgain }} />;
}

// Safari's lockdown mode, for one, has workers but no WebAssembly.
function canRunOpaque(): boolean {
  return typeof WebAssembly === 'object' && typeof Worker === 'function';
}

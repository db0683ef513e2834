import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PageData } from '../../contract/page.ts';
import { FrameContext } from './frame.ts';
import { readPageData } from './page-data.ts';
import { ProblemCard } from './parts/problem-card.tsx';
import { type SpeakBesides, Speaker, loadSpeech, nameLanguage } from './words/speaker.tsx';
import { useWords } from './words/words.ts';

/** What a view asks of the browser before it can help anybody. */
interface Needs {
  readonly opaque: boolean;
  readonly cookies: boolean;
}

interface Choice {
  readonly needs: Needs;
  readonly page: ReactNode;
}

const nothingBesides: SpeakBesides = async () => (page) => page;

/** Draws the page the server asked for, in its language. A bug that stops it leaves a sentence instead of a blank. */
export async function mount(
  choose: (data: PageData) => Choice,
  speakBesides: SpeakBesides = nothingBesides,
): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the shell has no root');
  const data = readPageData();
  // Chosen before anything is waited for: the ticket must leave the address bar at once.
  const { needs, page } = choose(data);
  const first = await loadSpeech(data.locale, speakBesides);
  if (first.spoken.locale !== data.locale) nameLanguage(first.spoken.locale);
  const framed = (content: ReactNode) => (
    <Speaker first={first} speakBesides={speakBesides}>
      <FrameContext value={data}>{content}</FrameContext>
    </Speaker>
  );
  const onUncaughtError = (error: unknown) => {
    reportError(error);
    createRoot(root).render(framed(<Broken />));
  };
  createRoot(root, { onUncaughtError }).render(framed(missing(needs) ?? page));
}

function missing({ opaque, cookies }: Needs): ReactNode {
  if (opaque && !canRunOpaque()) return <Unsupported />;
  return cookies && !navigator.cookieEnabled ? <CookiesBlocked /> : undefined;
}

function Unsupported() {
  return <ProblemCard {...useWords().unsupported} />;
}

function CookiesBlocked() {
  const { cookiesBlocked, common } = useWords();
  return <ProblemCard {...cookiesBlocked} way={{ label: common.tryAgain }} />;
}

function Broken() {
  const { problems, common } = useWords();
  return <ProblemCard {...problems.server_error} way={{ label: common.tryAgain }} />;
}

// Safari's lockdown mode, for one, has workers but no WebAssembly.
function canRunOpaque(): boolean {
  return typeof WebAssembly === 'object' && typeof Worker === 'function';
}

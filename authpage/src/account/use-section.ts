import { useEffect, useState } from 'react';
import type { AccountSection } from '../../../contract/account.ts';
import { isSection, pathOf } from './section-path.ts';

interface SectionChoice {
  readonly section: AccountSection;
  readonly go: (section: AccountSection) => void;
}

/** The section on show. Each is an entry of the browser's history, with the address the server would show it at. */
export function useSection(first: AccountSection): SectionChoice {
  const [section, setSection] = useState(first);

  useEffect(() => {
    // What was done is said once: a reload shows the section alone.
    history.replaceState({ section: first }, '', location.pathname);
    const travel = ({ state }: PopStateEvent) => setSection(sectionIn(state) ?? first);
    addEventListener('popstate', travel);
    return () => removeEventListener('popstate', travel);
  }, [first]);

  const go = (next: AccountSection) => {
    if (next === section) return;
    history.pushState({ section: next }, '', pathOf(next));
    setSection(next);
  };
  return { section, go };
}

function sectionIn(state: unknown): AccountSection | undefined {
  if (typeof state !== 'object' || state === null || !('section' in state)) return undefined;
  return isSection(state.section) ? state.section : undefined;
}

import { createContext, useContext } from 'react';
import type { AccountHome, Profile } from '../../../contract/account.ts';
import type { ActPurpose } from '../../../contract/step.ts';
import type { PageProblem, Result } from '../api.ts';

/** What the sections share: the account as the server told it last, and the ways to change it. */
export interface Console {
  readonly home: AccountHome;
  readonly busy: boolean;
  /** Asks the server, shows its answer, and says what was done; a problem is shown at the top. */
  readonly change: (question: () => Promise<Result<AccountHome>>, done: string) => void;
  /** Goes to the page where the act is confirmed. */
  readonly begin: (purpose: ActPurpose, target?: string) => void;
  readonly leave: (path: '/account/sign-out' | '/account/sign-out-everywhere') => void;
  /** For a form with errors of its own: takes the new state of the page. */
  readonly keep: (home: AccountHome) => void;
  /** Gives the problem back when the form may go on; undefined when the whole page is over. */
  readonly refuse: (problem: PageProblem) => PageProblem | undefined;
  /** The profile as it is typed: it outlives a look at another section. */
  readonly draft: Profile;
  readonly setDraft: (draft: Profile) => void;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

/** Inside the account page only. */
export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('there is no account page around');
  return console;
}

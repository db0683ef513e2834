import type { ClientCard } from '../../../contract/step.ts';
import type { PageProblem } from '../api.ts';
import { ProblemCard, type Way } from '../parts/problem-card.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.ts';

interface EndedViewProps {
  readonly problem: PageProblem;
  readonly client?: ClientCard | undefined;
}

/** A trip that cannot go on here: what happened, and the way back into the same request. */
export function EndedView({ problem, client }: EndedViewProps) {
  const words = useWords();
  const { title, text } = words.problems[problem.problem];
  return (
    <ProblemCard
      title={title}
      text={text}
      client={client}
      requestId={problem.requestId}
      way={wayOn(problem, words)}
    />
  );
}

/** Where a restart leads back into the same request it is named by the server; else this page is loaded again. */
export function wayOn(
  { problem, restartUrl }: Pick<PageProblem, 'problem' | 'restartUrl'>,
  words: Words,
): Way | undefined {
  const { common } = words;
  switch (problem) {
    case 'interaction_expired':
    case 'interaction_foreign':
    case 'cross_site':
      return { label: common.startAgain, url: restartUrl };
    case 'ticket_invalid':
    case 'sign_in_first':
      return { label: common.signIn, url: restartUrl ?? '/account' };
    case 'request_foreign':
    case 'request_gone':
      return restartUrl === undefined
        ? { label: words.yourAccount, url: '/account' }
        : { label: common.startAgain, url: restartUrl };
    case 'registration_closed':
    case 'not_found':
      return restartUrl === undefined ? undefined : { label: common.startAgain, url: restartUrl };
    case 'invalid_input':
    case 'wrong_password':
    case 'wrong_factor':
    case 'last_way_in':
    case 'keys_missing':
    case 'keys_changed':
    case 'last_key':
    case 'wrong_recovery_key':
    case 'recovery_used':
    case 'too_many_factors':
    case 'factor_taken':
    case 'vault_full':
    case 'vault_changed':
    case 'passkey_dismissed':
    case 'passkey_failed':
    case 'passkey_without_key':
    case 'key_not_opened':
    case 'recovery_key_mistyped':
    case 'vault_failed':
    case 'user_code_unknown':
    case 'too_many_attempts':
    case 'unavailable':
    case 'server_error':
    case 'offline':
    case 'slow':
      return { label: common.tryAgain, url: restartUrl };
  }
}

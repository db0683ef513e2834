import { useEffect, useState } from 'react';
import { type CommonPasswords, NOTHING_COMMON } from '../password/common.ts';
import { judge } from '../password/judge.ts';
import { loadCommonPasswords } from '../password/load.ts';
import { useWords } from '../words/words.ts';

interface PasswordHintProps {
  readonly password: string;
  readonly email: string;
}

/** What makes a password good, and how good the one is that was typed: by word and by length, not by colour alone. */
export function PasswordHint({ password, email }: PasswordHintProps) {
  const words = useWords();
  const [common, setCommon] = useState<CommonPasswords>(NOTHING_COMMON);
  const begun = password !== '';
  useEffect(() => {
    if (begun) void loadCommonPasswords().then(setCommon);
  }, [begun]);
  const strength = begun ? judge(password, email, common).strength : undefined;
  return (
    <>
      {words.password.hint}
      <span className="strength" data-strength={strength}>
        <span className="strength-bar" aria-hidden="true" />
        <span role="status">{strength ? words.password.strength[strength] : ''}</span>
      </span>
    </>
  );
}

import { type RefObject, useRef, useState } from 'react';
import { useLaterWords } from '../words/later/later-words.tsx';

interface Code {
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly error: string | undefined;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Goes on with what was typed, or says that nothing was. */
  readonly submit: (send: (code: string) => void) => void;
}

/** The state of a field for a code. */
export function useCode(): Code {
  const { factor } = useLaterWords();
  const [code, onCode] = useState('');
  const [error, setError] = useState<string>();
  const inputRef = useRef<HTMLInputElement>(null);
  const submit = (send: (code: string) => void) => {
    const typed = code.trim();
    setError(typed === '' ? factor.codeMissing : undefined);
    if (typed === '') inputRef.current?.focus();
    else send(typed);
  };
  return { code, onCode, error, inputRef, submit };
}

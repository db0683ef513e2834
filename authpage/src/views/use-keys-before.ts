import { useEffect, useRef, useState } from 'react';
import type { Result } from '../api.ts';
import { type KeysBefore, findKeysBefore } from '../keys/keys-before.ts';

interface Before {
  /** Undefined until it was told. */
  readonly keys: KeysBefore | undefined;
  readonly setKeys: (keys: KeysBefore) => void;
  /** What was told, or is asked for once more when that failed. */
  readonly told: () => Promise<Result<KeysBefore>>;
}

/** What a new password would do to the account key, asked for while it is typed. */
export function useKeysBefore(interactionId: string, mayBridge: boolean): Before {
  const [keys, setKeys] = useState<KeysBefore>();
  const asked = useRef<Promise<Result<KeysBefore>>>(undefined);
  const ask = () => {
    asked.current ??= findKeysBefore(interactionId, mayBridge).then((answer) => {
      if (answer.ok) setKeys(answer.value);
      else asked.current = undefined;
      return answer;
    });
    return asked.current;
  };
  // Once a step, whatever function asks.
  useEffect(() => void ask(), [interactionId]);
  return { keys, setKeys, told: async () => (keys ? { ok: true, value: keys } : ask()) };
}

import { useEffect, useState } from 'react';
import type { KeysState } from '../../../../contract/keys.ts';
import { isKeptOnDevice } from '../../keys/on-device.ts';
import { useKeyWords } from '../../words/keys/key-words.tsx';

/** Says that the vault stays open on this device, where somebody wanted that. */
export function KeptNote({ state }: { readonly state: KeysState }) {
  const { unlock } = useKeyWords();
  const [kept, setKept] = useState(false);
  useEffect(() => {
    void isKeptOnDevice(state.accountId).then(setKept);
  }, [state]);
  return kept && <p className="note">{unlock.staysOpen}</p>;
}

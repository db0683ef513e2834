import { useRef, useState } from 'react';

interface Task {
  readonly busy: boolean;
  /** Runs one act at a time: a second press while the first is under way does nothing. */
  readonly run: (act: () => Promise<void>) => void;
}

/** The work behind a button. What `act` throws goes up to the error page of the browser's console: it is our bug. */
export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const run = (act: () => Promise<void>) => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    void act().finally(() => {
      underWay.current = false;
      setBusy(false);
    });
  };
  return { busy, run };
}

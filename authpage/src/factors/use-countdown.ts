import { useEffect, useState } from 'react';

interface Countdown {
  /** Whole seconds left; 0 when it is over. */
  readonly seconds: number;
  readonly restart: (seconds: number) => void;
}

/** Counts seconds down by the clock, so that a sleeping page does not wait longer. */
export function useCountdown(): Countdown {
  const [end, setEnd] = useState(0);
  const [now, setNow] = useState(() => Date.now());
  const seconds = Math.max(0, Math.ceil((end - now) / 1000));
  const running = seconds > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  const restart = (wait: number) => {
    setNow(Date.now());
    setEnd(Date.now() + wait * 1000);
  };
  return { seconds, restart };
}

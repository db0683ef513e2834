import { useEffect, useState } from 'react';

const LOOK_EVERY_SECONDS = 5;
/** WCAG 2.2.1: warned early enough to press one button without hurry. */
const WARN_MINUTES = 2;

interface Lifetime {
  readonly nowSeconds: number;
  readonly expiresAtSeconds: number;
}

interface Expiry {
  /** Whole minutes left once it is time to say so; 0 when it is over; undefined while there is no hurry. */
  readonly minutesLeft: number | undefined;
  readonly prolong: (expiresAtSeconds: number) => void;
}

/** Counts down by the server's clock: the machine's own may be wrong, but it runs at the same speed. */
export function useExpiry({ nowSeconds, expiresAtSeconds }: Lifetime): Expiry {
  const [ahead] = useState(() => Date.now() / 1000 - nowSeconds);
  const [end, prolong] = useState(expiresAtSeconds);
  const [minutesLeft, setMinutesLeft] = useState<number>();

  useEffect(() => {
    const look = () => {
      const minutes = Math.max(0, Math.ceil((end - (Date.now() / 1000 - ahead)) / 60));
      setMinutesLeft(minutes <= WARN_MINUTES ? minutes : undefined);
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_SECONDS * 1000);
    return () => clearInterval(timer);
  }, [end, ahead]);

  return { minutesLeft, prolong };
}

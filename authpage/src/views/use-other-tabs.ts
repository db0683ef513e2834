import { useEffect, useRef, useState } from 'react';
import type { Step } from '../../../contract/step.ts';

/** What one tab of this browser tells the others. No names, no secrets: ids of trips are not enough to go on with them. */
interface Told {
  readonly interactionId: string;
  readonly signedIn: boolean;
}

interface OtherTabs {
  /** What this page asks was answered in another tab. */
  readonly wentOn: boolean;
  /** Tells the others that this trip goes on with another step. */
  readonly tell: (next: Step) => void;
}

const CHANNEL = 'tacet-trips';

/**
 * Two tabs of one trip, or a second app while somebody signs in for a first: the tab that is behind says so. One that
 * was out of sight shows what is due as soon as it is looked at; in plain sight nothing is taken from under the hands.
 */
export function useOtherTabs(interactionId: string, step: Step): OtherTabs {
  const [wentOn, setWentOn] = useState(false);
  const channel = useRef<BroadcastChannel>(undefined);
  const asksWho = step.kind === 'sign-in' && step.reason === 'first';

  useEffect(() => {
    const open = new BroadcastChannel(CHANNEL);
    channel.current = open;
    open.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      if (data.interactionId === interactionId || (asksWho && data.signedIn)) setWentOn(true);
    });
    return () => open.close();
  }, [interactionId, asksWho]);

  useEffect(() => {
    if (!wentOn) return;
    const look = () => {
      if (document.visibilityState === 'visible') location.reload();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [wentOn]);

  const tell = ({ kind }: Step) => {
    const told: Told = { interactionId, signedIn: kind === 'consent' || kind === 'finish' };
    channel.current?.postMessage(told);
  };
  return { wentOn, tell };
}

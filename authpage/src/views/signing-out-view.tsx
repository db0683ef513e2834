import { useEffect, useState } from 'react';
import { navigate } from '../navigate.ts';
import type { DataOf } from '../page-data.ts';
import { Card } from '../parts/card.tsx';
import { forgetDevices } from '../vault/device-database.ts';
import { useWords } from '../words/words.ts';

/** Whoever has not been told by then is told by the back channel, or not at all: nobody waits longer to get away. */
const PATIENCE_MILLISECONDS = 3000;

/** Loads the address of every client that wants to hear of a sign-out, and goes on when all have answered. */
export function SigningOutView({ data }: { readonly data: DataOf<'signing-out'> }) {
  const { signingOut, leaving } = useWords();
  const { frames, url } = data;
  const [loaded, setLoaded] = useState<ReadonlySet<string>>(new Set());
  const done = loaded.size === new Set(frames).size;
  useEffect(forgetDevices, []);
  useEffect(() => {
    if (done) return navigate(url);
    const timer = setTimeout(() => navigate(url), PATIENCE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [done, url]);
  return (
    <Card title={signingOut.title}>
      <p role="status">{signingOut.text}</p>
      <a href={url}>{leaving.slow}</a>
      {frames.map((frame) => (
        // Their scripts and cookies are what the frame is for; taking this page elsewhere is not.
        <iframe
          key={frame}
          src={frame}
          title={new URL(frame).host}
          sandbox="allow-scripts allow-same-origin"
          referrerPolicy="no-referrer"
          hidden
          onLoad={() => setLoaded((before) => new Set(before).add(frame))}
        />
      ))}
    </Card>
  );
}

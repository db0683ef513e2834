import { useEffect } from 'react';
import { Card } from '../parts/card.tsx';
import { forgetDevices } from '../vault/device-database.ts';
import { useWords } from '../words/words.ts';

/** Signed out here, and honest about what that does not cover. */
export function SignedOutView() {
  const { signedOut } = useWords();
  useEffect(forgetDevices, []);
  return (
    <Card title={signedOut.title}>
      <p>{signedOut.text}</p>
      <p>
        <a href="/account">{signedOut.again}</a>
      </p>
    </Card>
  );
}

import { Card } from '../parts/card.tsx';
import { useWords } from '../words/words.ts';

/** Signed out here, and honest about what that does not cover. */
export function SignedOutView() {
  const { signedOut } = useWords();
  return (
    <Card title={signedOut.title}>
      <p>{signedOut.text}</p>
      <p>
        <a href="/account">{signedOut.again}</a>
      </p>
    </Card>
  );
}

import { Card } from '../parts/card.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { Who } from './who.tsx';

/** The account is made, and whoever runs the server lets it in. There is nothing to press. */
export function AwaitingCard({ email }: { readonly email: string }) {
  const { held } = useLaterWords();
  return (
    <Card title={held.awaitingTitle}>
      <Who email={email} />
      <p role="status">{held.awaiting}</p>
    </Card>
  );
}

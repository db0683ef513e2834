import type { DataOf } from '../page-data.ts';
import { Card } from '../parts/card.tsx';
import { useLaterWords } from '../words/later/later-words.tsx';
import { useWords } from '../words/words.ts';
import { useDay } from './use-day.ts';

/** Somebody asked for the end of their account, and is signed out everywhere. */
export function GoodbyeView({ data }: { readonly data: DataOf<'goodbye'> }) {
  const { common } = useWords();
  const { goodbye } = useLaterWords();
  const day = useDay();
  return (
    <Card title={goodbye.title}>
      <p>{goodbye.text(data.email, day(data.deletesAtSeconds))}</p>
      <p>{goodbye.lost}</p>
      <p>{goodbye.changedMind}</p>
      <a className="button equal" href="/account">
        {common.signIn}
      </a>
    </Card>
  );
}

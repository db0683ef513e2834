import type { ReactNode } from 'react';
import type { ClientCard } from '../../../contract/step.ts';
import { useRequestId } from '../frame.ts';
import { Button } from './button.tsx';
import { Card } from './card.tsx';
import { RequestId } from './request-id.tsx';

interface ProblemCardProps {
  readonly title: string;
  readonly text: string;
  readonly client?: ClientCard | undefined;
  readonly requestId?: string | undefined;
  /** The one way on; none where there is nothing to press. */
  readonly way?: Way | undefined;
  readonly children?: ReactNode;
}

/** A link somewhere, or loading this page again. */
export interface Way {
  readonly label: string;
  readonly url?: string | undefined;
}

/** A problem with a page of its own. */
export function ProblemCard({ title, text, client, requestId, way, children }: ProblemCardProps) {
  const pageRequestId = useRequestId();
  return (
    <Card title={title} client={client}>
      <p>{text}</p>
      {way?.url !== undefined && (
        <a className="button primary" href={way.url}>
          {way.label}
        </a>
      )}
      {way && way.url === undefined && <Button onPress={() => location.reload()}>{way.label}</Button>}
      <RequestId id={requestId ?? pageRequestId} />
      {children}
    </Card>
  );
}

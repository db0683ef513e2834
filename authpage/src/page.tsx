import { Suspense, lazy, startTransition, useState } from 'react';
import type { PageData } from '../../contract/page.ts';
import { ErrorView } from './views/error-view.tsx';
import { InteractionView } from './views/interaction-view.tsx';
import { LazyView } from './views/lazy-later.tsx';
import type { GoOn } from './views/trip.ts';

// Loaded when they are shown: who signs in has no use for them.
const DeviceView = lazy(async () => ({ default: (await import('./views/device-view.tsx')).DeviceView }));
const CibaView = lazy(async () => ({ default: (await import('./views/ciba-view.tsx')).CibaView }));
const SignOut = lazy(async () => ({ default: (await import('./views/sign-out-views.tsx')).SignOutViews }));

interface PageProps {
  readonly data: PageData;
  readonly ticket: string | undefined;
}

/** The views of the sign-in bundle. */
export function Page({ data: told, ticket }: PageProps) {
  const [data, setData] = useState(told);
  const { locale, serverName, requestId } = told;
  // The vault stays open as long as this document does. Whoever loads it again gets the page of the trip.
  const goOn: GoOn = (trip) => {
    history.replaceState(null, '', `/interaction/${encodeURIComponent(trip.interactionId)}`);
    const shown = { locale, serverName, requestId, view: 'interaction', startWith: 'sign-in' } as const;
    startTransition(() => setData({ ...shown, ...trip }));
  };
  switch (data.view) {
    case 'interaction':
      return <InteractionView data={data} />;
    case 'sign-up':
    case 'reset':
    case 'email-change':
    case 'goodbye':
      return <LazyView data={data} ticket={ticket} goOn={goOn} />;
    case 'error':
      return <ErrorView data={data} />;
    case 'sign-out':
    case 'signing-out':
    case 'signed-out':
      return (
        <Suspense>
          <SignOut data={data} />
        </Suspense>
      );
    case 'device':
      return (
        <Suspense>
          <DeviceView data={data} />
        </Suspense>
      );
    case 'ciba':
      return (
        <Suspense>
          <CibaView data={data} />
        </Suspense>
      );
    case 'account':
    case 'playground':
      throw new Error(`the view ${data.view} has a bundle of its own`);
  }
}

import { type ComponentProps, Suspense, lazy } from 'react';

const load = () => import('./later.tsx');

/** Fetches what may come after the password while somebody types it. */
export function warmLater(): void {
  // Not there: it is asked for again when it is shown.
  void load().catch(() => undefined);
}

const Step = lazy(async () => ({ default: (await load()).LaterStep }));
const View = lazy(async () => ({ default: (await load()).LaterView }));
const Forgot = lazy(async () => ({ default: (await load()).LaterForgotPassword }));

/** Suspends: whoever leads here does so in a transition, so that what is on show stays until this is there. */
export function LazyStep(props: ComponentProps<typeof Step>) {
  return <Step {...props} />;
}

export function LazyView(props: ComponentProps<typeof View>) {
  return (
    <Suspense>
      <View {...props} />
    </Suspense>
  );
}

/** Suspends, as {@link LazyStep} does. */
export function LazyForgotPassword(props: ComponentProps<typeof Forgot>) {
  return <Forgot {...props} />;
}

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

export function LazyStep(props: ComponentProps<typeof Step>) {
  return (
    <Suspense>
      <Step {...props} />
    </Suspense>
  );
}

export function LazyView(props: ComponentProps<typeof View>) {
  return (
    <Suspense>
      <View {...props} />
    </Suspense>
  );
}

export function LazyForgotPassword(props: ComponentProps<typeof Forgot>) {
  return (
    <Suspense>
      <Forgot {...props} />
    </Suspense>
  );
}

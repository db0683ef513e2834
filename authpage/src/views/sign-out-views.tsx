import type { DataOf } from '../page-data.ts';
import { SignOutView } from './sign-out-view.tsx';
import { SignedOutView } from './signed-out-view.tsx';
import { SigningOutView } from './signing-out-view.tsx';

/** One chunk with what somebody sees who signs out. */
export function SignOutViews({
  data,
}: {
  readonly data: DataOf<'sign-out'> | DataOf<'signing-out'> | DataOf<'signed-out'>;
}) {
  switch (data.view) {
    case 'sign-out':
      return <SignOutView data={data} />;
    case 'signing-out':
      return <SigningOutView data={data} />;
    case 'signed-out':
      return <SignedOutView />;
  }
}

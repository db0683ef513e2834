import { startTransition, useState } from 'react';
import type { Step } from '../../../contract/step.ts';
import { CheckMail } from './check-mail.tsx';
import { EmailForm } from './email-form.tsx';
import { LazyForgotPassword } from './lazy-later.tsx';
import { PasswordForm } from './password-form.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import type { Trip } from './trip.ts';

interface SignInStepProps {
  readonly trip: Trip;
  readonly step: Extract<Step, { kind: 'sign-in' }>;
  readonly startWith: 'sign-in' | 'sign-up';
}

/** Who are you? First the e-mail, then the password, or a new account. What was typed outlives every turn. */
export function SignInStep({ trip, step, startWith }: SignInStepProps) {
  const known = step.account?.email;
  const [email, setEmail] = useState(known ?? step.loginHint ?? '');
  const [screen, setScreen] = useState<'email' | 'password' | 'forgot' | 'sign-up' | 'check-mail'>(() => {
    if (known !== undefined) return 'password';
    return startWith === 'sign-up' && step.registrationOpen ? 'sign-up' : 'email';
  });
  const { client } = step;

  switch (screen) {
    case 'email':
      return (
        <EmailForm
          trip={trip}
          step={step}
          email={email}
          onEmail={setEmail}
          onContinue={() => setScreen('password')}
          onCreate={() => setScreen('sign-up')}
        />
      );
    case 'password':
      return (
        <PasswordForm
          // Another account starts with an empty password.
          key={email}
          trip={trip}
          step={step}
          email={email}
          onOther={() => {
            if (known !== undefined) setEmail('');
            setScreen('email');
          }}
          onForgot={() => startTransition(() => setScreen('forgot'))}
        />
      );
    case 'forgot':
      return (
        <LazyForgotPassword
          trip={trip}
          client={client}
          email={email}
          onEmail={setEmail}
          onBack={() => setScreen(known === undefined ? 'email' : 'password')}
        />
      );
    case 'sign-up':
      return (
        <SignUpForm
          trip={trip}
          client={client}
          email={email}
          onEmail={setEmail}
          onSent={() => setScreen('check-mail')}
          onSignIn={() => setScreen('email')}
        />
      );
    case 'check-mail':
      return <CheckMail trip={trip} client={client} email={email} onOther={() => setScreen('sign-up')} />;
  }
}

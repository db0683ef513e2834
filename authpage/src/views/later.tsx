import type { PageData } from '../../../contract/page.ts';
import type { Step } from '../../../contract/step.ts';
import { SpeakKeys } from '../words/keys/key-words.tsx';
import { SpeakLater } from '../words/later/later-words.tsx';
import { EmailChangeView } from './email-change-view.tsx';
import { FactorStep } from './factor-step.tsx';
import { ForgotPassword, type ForgotPasswordProps } from './forgot-password.tsx';
import { GoodbyeView } from './goodbye-view.tsx';
import { HeldStep } from './held-step.tsx';
import { KeysStep } from './keys-step.tsx';
import { NewPasswordStep } from './new-password-step.tsx';
import { ResetView } from './reset-view.tsx';
import { SetUpStep } from './set-up-step.tsx';
import { SignUpView } from './sign-up-view.tsx';
import type { GoOn, Trip } from './trip.ts';

/** One chunk with everything that is not needed to sign in with a password. */
export type LaterStepData = Extract<Step, { kind: 'factor' | 'new-password' | 'set-up' | 'keys' | 'held' }>;
export type LaterViewData = Extract<PageData, { view: 'sign-up' | 'reset' | 'email-change' | 'goodbye' }>;

interface LaterStepProps {
  readonly trip: Trip;
  readonly step: LaterStepData;
}

export function LaterStep(props: LaterStepProps) {
  return (
    <SpeakLater>
      <ShowStep {...props} />
    </SpeakLater>
  );
}

function ShowStep({ trip, step }: LaterStepProps) {
  switch (step.kind) {
    case 'factor':
      return <FactorStep trip={trip} step={step} />;
    case 'new-password':
      return (
        <SpeakKeys>
          <NewPasswordStep trip={trip} step={step} />
        </SpeakKeys>
      );
    case 'keys':
      return (
        <SpeakKeys>
          <KeysStep trip={trip} step={step} />
        </SpeakKeys>
      );
    case 'set-up':
      return <SetUpStep trip={trip} step={step} />;
    case 'held':
      return <HeldStep trip={trip} step={step} />;
  }
}

interface LaterViewProps {
  readonly data: LaterViewData;
  readonly ticket: string | undefined;
  readonly goOn: GoOn;
}

export function LaterView(props: LaterViewProps) {
  return (
    <SpeakLater>
      <ShowView {...props} />
    </SpeakLater>
  );
}

function ShowView({ data, ticket, goOn }: LaterViewProps) {
  switch (data.view) {
    case 'sign-up':
      return <SignUpView ticket={ticket} goOn={goOn} />;
    case 'reset':
      return <ResetView ticket={ticket} undo={data.undo} />;
    case 'email-change':
      return <EmailChangeView ticket={ticket} />;
    case 'goodbye':
      return <GoodbyeView data={data} />;
  }
}

export function LaterForgotPassword(props: ForgotPasswordProps) {
  return (
    <SpeakLater>
      <ForgotPassword {...props} />
    </SpeakLater>
  );
}

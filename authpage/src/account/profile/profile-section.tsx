import { DetailsForm } from './details-form.tsx';
import { EmailPanel } from './email-panel.tsx';
import { PicturePanel } from './picture-panel.tsx';

/** What apps may be told about somebody. */
export function ProfileSection() {
  return (
    <>
      <PicturePanel />
      <DetailsForm />
      <EmailPanel />
    </>
  );
}

import { useEffect, useId, useState } from 'react';
import type { Profile } from '../../../../contract/account.ts';
import { type PageProblem, call } from '../../api.ts';
import { Alert } from '../../parts/alert.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { useTask } from '../../parts/use-task.ts';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { useWords } from '../../words/words.ts';
import { useConsole } from '../console.ts';
import { LanguageField, TimeZoneField } from './place-fields.tsx';
import { type ProfileErrors, profileErrors, profileFields, trimmed } from './profile-errors.ts';

const IDS = {
  name: 'name',
  givenName: 'given-name',
  familyName: 'family-name',
  nickname: 'nickname',
  website: 'website',
  locale: 'locale',
  zoneinfo: 'zoneinfo',
} as const satisfies Readonly<Record<keyof Profile, string>>;

/** Somebody in their own words: one form, one button, and nothing typed is lost. */
export function DetailsForm() {
  const { home, keep, refuse, draft, setDraft } = useConsole();
  const words = useWords();
  const accountWords = useAccountWords();
  const { profile } = accountWords;
  const id = useId();
  const [errors, setErrors] = useState<ProfileErrors>({});
  const [problem, setProblem] = useState<PageProblem>();
  const [saved, setSaved] = useState(false);
  const { busy, run } = useTask();
  useWarning(profileFields.some((field) => draft[field] !== home.profile[field]));

  const set = (field: keyof Profile) => (value: string) => {
    setSaved(false);
    setDraft({ ...draft, [field]: value });
  };
  const correct = (found: ProfileErrors) => {
    setErrors(found);
    const first = profileFields.find((field) => found[field] !== undefined);
    if (first) document.getElementById(IDS[first])?.focus();
    return first !== undefined;
  };
  const save = async () => {
    setProblem(undefined);
    setSaved(false);
    if (correct(profileErrors(draft, words, accountWords))) return;
    const answer = await call('/account/profile/save', trimmed(draft));
    if (answer.ok) {
      keep(answer.value);
      setDraft(answer.value.profile);
      return setSaved(true);
    }
    const named = profileFields.find((field) => field === answer.problem.field);
    if (named) correct({ [named]: profile.refused });
    else setProblem(refuse(answer.problem));
  };

  const text = (field: 'name' | 'givenName' | 'familyName' | 'nickname' | 'website') => ({
    id: IDS[field],
    label: profile[field],
    value: draft[field],
    onValue: set(field),
    error: errors[field],
    readOnly: busy,
  });
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{profile.details}</h2>
      <p className="panel-lead">{profile.detailsLead}</p>
      <Form busy={busy} onSubmit={() => run(save)} progress={words.common.working}>
        <Alert problem={problem} />
        <Field {...text('name')} autoComplete="name" hint={words.fields.nameHint} dir="auto" required />
        <div className="pair">
          <Field {...text('givenName')} autoComplete="given-name" dir="auto" />
          <Field {...text('familyName')} autoComplete="family-name" dir="auto" />
          <Field {...text('nickname')} autoComplete="nickname" dir="auto" />
          <Field
            {...text('website')}
            autoComplete="url"
            inputMode="url"
            dir="ltr"
            autoCapitalize="none"
            spellCheck={false}
          />
          <LanguageField id={IDS.locale} value={draft.locale} onValue={set('locale')} error={errors.locale} />
          <TimeZoneField
            id={IDS.zoneinfo}
            value={draft.zoneinfo}
            onValue={set('zoneinfo')}
            error={errors.zoneinfo}
          />
        </div>
        <div className="acts">
          <Button busy={busy}>{profile.save}</Button>
          <p role="status" className="said">
            {saved ? profile.saved : ''}
          </p>
        </div>
      </Form>
    </section>
  );
}

/** Leaving the page would lose what was typed: the browser asks first. */
function useWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [unsaved]);
}

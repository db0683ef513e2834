import { useMemo } from 'react';
import { SelectField } from '../../parts/select-field.tsx';
import { useAccountWords } from '../../words/account/account-words.tsx';
import { useDateLocale } from '../../words/words.ts';
import { languagesIn, zonesByRegion } from './places.ts';

interface PlaceFieldProps {
  readonly id: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly error: string | undefined;
}

/** The language in which apps should speak. */
export function LanguageField(props: PlaceFieldProps) {
  const { profile } = useAccountWords();
  const locale = useDateLocale();
  const languages = useMemo(() => languagesIn(locale, props.value), [locale, props.value]);
  return (
    <SelectField {...props} label={profile.language} autoComplete="language" hint={profile.languageHint}>
      <option value="">{profile.notTold}</option>
      {languages.map(({ tag, name }) => (
        <option key={tag} value={tag}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

/** The time zone, with the one of this browser a press away. */
export function TimeZoneField(props: PlaceFieldProps) {
  const { profile } = useAccountWords();
  const regions = useMemo(() => zonesByRegion(props.value), [props.value]);
  const { timeZone: here } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <SelectField
      {...props}
      label={profile.timeZone}
      hint={
        here !== props.value && (
          <button type="button" className="link" onClick={() => props.onValue(here)}>
            {profile.hereZone(here)}
          </button>
        )
      }
    >
      <option value="">{profile.notTold}</option>
      {regions.map(({ region, zones }) => (
        <optgroup key={region} label={region}>
          {zones.map(({ zone, name }) => (
            <option key={zone} value={zone}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  );
}

import { useContext } from 'react';
import { call } from '../api.ts';
import { isLocale, languages } from '../words/languages.ts';
import { useSwitchLanguage } from '../words/speaker.tsx';
import { SpokenContext } from '../words/words.ts';

/** At the foot of every page. The server keeps the choice for this browser; the page changes where it is. */
export function LanguageSwitch() {
  const { locale, words } = useContext(SpokenContext);
  const change = useSwitchLanguage();
  const choose = (wanted: string) => {
    if (!isLocale(wanted)) return;
    void change(wanted);
    // Without an answer the choice lasts as long as the page.
    void call('/language', { locale: wanted });
  };
  return (
    <label className="language">
      <span>{words.common.language}</span>
      <select value={locale} onChange={(event) => choose(event.currentTarget.value)}>
        {Object.entries(languages).map(([tag, { name }]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

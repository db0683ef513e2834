import { useWords } from '../words/words.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';

/** At the foot of every page: who does this, and in which language. */
export function Footer() {
  const { common } = useWords();
  return (
    <footer className="footer">
      <p>
        {common.footer} <Mark />
      </p>
      <LanguageSwitch />
    </footer>
  );
}

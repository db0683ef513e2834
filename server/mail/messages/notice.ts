import type { Locale } from '../../../contract/page.ts';
import type { Letter } from '../letter.ts';
import { type Occasion, occasionFacts } from './facts.ts';
import { letter } from './frame.ts';

/** Tells of something that was done, so that whoever did not do it can act (ASVS 6.3.7). */
export interface NoticeWords {
  readonly subject: string;
  readonly happened: readonly string[];
  /** What to do if it was not the reader; leads to the link. */
  readonly advice: readonly string[];
  readonly action: string;
  readonly after?: readonly string[];
}

export interface Notice {
  readonly to: string;
  readonly locale: Locale;
  readonly occasion: Occasion;
  readonly link: string;
}

/** What happened, then what is known of it (`facts` first), then what to do. */
export function noticeLetter(
  q: Notice & { readonly facts?: readonly string[]; readonly words: NoticeWords },
): Letter {
  const { subject, happened, advice, action, after = [] } = q.words;
  const facts = [...(q.facts ?? []), ...occasionFacts(q.occasion, q.locale)];
  const words = { subject, before: [...happened, facts, ...advice], action, after };
  return letter({ to: q.to, locale: q.locale, link: q.link, words });
}

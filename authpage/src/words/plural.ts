import type { Locale } from '../../../contract/page.ts';

/** A whole sentence; as a function where it says the number, which is written as the language writes numbers. */
type Sentence = string | ((count: string) => string);
type Two = Readonly<Record<'one' | 'other', Sentence>>;
type Six = Readonly<Record<Intl.LDMLPluralRule, Sentence>>;

/**
 * The sentence for so many, by the plural rules of the language (CLDR). Every form is a whole sentence, and a language
 * that has six of them must give six.
 */
export function plural(locale: 'ar', count: number, sentences: Six): string;
export function plural(locale: Exclude<Locale, 'ar'>, count: number, sentences: Two): string;
export function plural(
  locale: Locale,
  count: number,
  sentences: Two & Partial<Readonly<Record<Intl.LDMLPluralRule, Sentence>>>,
): string {
  const sentence = sentences[new Intl.PluralRules(locale).select(count)] ?? sentences.other;
  return typeof sentence === 'string' ? sentence : sentence(new Intl.NumberFormat(locale).format(count));
}

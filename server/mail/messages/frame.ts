import type { Locale } from '../../../contract/page.ts';
import { escapeHtml } from '../../http/escape.ts';
import type { Letter } from '../letter.ts';

/** A sentence or more; or lines that belong together, such as when and from where. */
export type Paragraph = string | readonly string[];

/** What one letter says, in one language. */
export interface LetterWords {
  readonly subject: string;
  readonly before: readonly Paragraph[];
  readonly after: readonly string[];
}

export interface LinkedWords extends LetterWords {
  /** What following the link does. */
  readonly action: string;
}

/** One letter in every language. What varies is a parameter: no sentence is built from pieces. */
export type Spoken<Varies extends readonly unknown[], Words> = Readonly<
  Record<Locale, (...varies: Varies) => Words>
>;

interface Envelope {
  readonly to: string;
  readonly locale: Locale;
}

/** What stands between the words: shown in both forms of the letter. */
interface Middle {
  readonly text: string;
  readonly html: string;
}

const INK = '#1c1f22';
const QUIET = '#5b6268';
const ACCENT = '#0b5c5e';

const FOOTERS: Readonly<Record<Locale, (host: string) => string>> = {
  en: (host) => `Sent by ${host}, which runs Tacet.`,
  nl: (host) => `Verstuurd door ${host}, dat op Tacet draait.`,
  de: (host) => `Gesendet von ${host}, betrieben mit Tacet.`,
  fr: (host) => `Envoyé par ${host}, qui utilise Tacet.`,
  es: (host) => `Enviado por ${host}, que usa Tacet.`,
  ar: (host) => `أرسله ${host} الذي يعمل بنظام Tacet.`,
};

/** A letter with one link, in text and HTML from the same words. */
export function letter(q: Envelope & { readonly link: string; readonly words: LinkedWords }): Letter {
  const href = escapeHtml(q.link);
  const html = `<p style="margin:24px 0"><a href="${href}" style="display:inline-block;padding:12px 24px;\
border-radius:8px;background:${ACCENT};color:#ffffff;text-decoration:none">${escapeHtml(q.words.action)}</a></p>
<p style="margin:0 0 16px;font-size:14px;color:${QUIET};word-break:break-all"><bdi dir="ltr">${href}</bdi></p>`;
  return written(q, hostOf(q.link), { text: q.link, html });
}

/** A letter that leads nowhere: nothing in it can be clicked, so nothing that looks like it can mislead. */
export function letterWithoutLink(
  q: Envelope & { readonly host: string; readonly code?: string; readonly words: LetterWords },
): Letter {
  return written(q, q.host, q.code === undefined ? undefined : codeOf(q.code, q.locale));
}

/** The server as a person knows it: the host of its links. */
export function hostOf(link: string): string {
  return new URL(link).host;
}

function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

function codeOf(code: string, locale: Locale): Middle {
  const html = `<p style="margin:24px 0;font:600 28px/1.2 ui-monospace,monospace;letter-spacing:2px">\
<bdi dir="ltr">${escapeHtml(code)}</bdi></p>`;
  // Digits have no direction of their own: in a line from right to left the halves of a code would change places.
  return { text: directionOf(locale) === 'rtl' ? `\u2066${code}\u2069` : code, html };
}

/**
 * The HTML loads nothing: no image, no font, no trace of who opened it when. Language and direction stand twice, since
 * many mail programs show what is inside the body only.
 */
function written(
  { to, locale, words }: Envelope & { readonly words: LetterWords },
  host: string,
  middle: Middle | undefined,
): Letter {
  const footer = FOOTERS[locale](host);
  return {
    to,
    subject: words.subject,
    text: textOf(words, middle, footer),
    html: htmlOf(locale, words, middle, footer),
  };
}

function textOf({ before, after }: LetterWords, middle: Middle | undefined, footer: string): string {
  const paragraphs = [
    ...before.map((paragraph) => (typeof paragraph === 'string' ? paragraph : paragraph.join('\n'))),
    ...(middle === undefined ? [] : [middle.text]),
    ...after,
  ];
  return `${paragraphs.join('\n\n')}\n\n-- \n${footer}\n`;
}

function htmlOf(locale: Locale, words: LetterWords, middle: Middle | undefined, footer: string): string {
  const body = [
    ...words.before.map(paragraphOf),
    ...(middle === undefined ? [] : [middle.html]),
    ...words.after.map(paragraphOf),
  ];
  const direction = directionOf(locale);
  return `<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escapeHtml(words.subject)}</title>
</head>
<body style="margin:0;padding:32px 16px;font:16px/1.5 system-ui,sans-serif;color:${INK};background:#ffffff">
<div lang="${locale}" dir="${direction}" style="max-width:480px;margin:0 auto">
${body.join('\n')}
<p style="margin:32px 0 0;font-size:14px;color:${QUIET}">${escapeHtml(footer)}</p>
</div>
</body>
</html>
`;
}

function paragraphOf(paragraph: Paragraph): string {
  const lines = typeof paragraph === 'string' ? [paragraph] : paragraph;
  return `<p style="margin:0 0 16px">${lines.map(escapeHtml).join('<br>\n')}</p>`;
}

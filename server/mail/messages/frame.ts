import type { Locale } from '../../../contract/page.ts';
import { escapeHtml } from '../../http/escape.ts';
import type { Letter } from '../letter.ts';

/** What one letter says, in one language. */
export interface LetterWords {
  readonly subject: string;
  readonly before: readonly string[];
  /** What following the link does. */
  readonly action: string;
  readonly after: readonly string[];
  readonly footer: string;
}

const INK = '#1c1f22';
const QUIET = '#5b6268';
const ACCENT = '#0b5c5e';

/** Text and HTML from the same words. The HTML loads nothing: no image, no font, no trace of who opened it when. */
export function letter(q: { to: string; locale: Locale; link: string; words: LetterWords }): Letter {
  const { subject } = q.words;
  return { to: q.to, subject, text: textOf(q.words, q.link), html: htmlOf(q.locale, q.words, q.link) };
}

/** The server as a person knows it: the host of its links. */
export function hostOf(link: string): string {
  return new URL(link).host;
}

function textOf({ before, after, footer }: LetterWords, link: string): string {
  return [...before, link, ...after, '-- ', footer].join('\n\n').replace('\n\n-- \n\n', '\n\n-- \n') + '\n';
}

function htmlOf(
  locale: Locale,
  { subject, before, action, after, footer }: LetterWords,
  link: string,
): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  const href = escapeHtml(link);
  return `<!doctype html>
<html lang="${locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:32px 16px;font:16px/1.5 system-ui,sans-serif;color:${INK};background:#ffffff">
<div style="max-width:480px;margin:0 auto">
${before.map(paragraph).join('\n')}
<p style="margin:24px 0"><a href="${href}" style="display:inline-block;padding:12px 24px;border-radius:8px;\
background:${ACCENT};color:#ffffff;text-decoration:none">${escapeHtml(action)}</a></p>
<p style="margin:0 0 16px;font-size:14px;color:${QUIET};word-break:break-all">${href}</p>
${after.map(paragraph).join('\n')}
<p style="margin:32px 0 0;font-size:14px;color:${QUIET}">${escapeHtml(footer)}</p>
</div>
</body>
</html>
`;
}

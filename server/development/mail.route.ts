import type Router from '@koa/router';
import { escapeHtml } from '../http/escape.ts';
import { plainPage } from '../http/plain-page.ts';
import type { Web } from '../http/web.ts';
import type { Sealer } from '../keyring/keyring.ts';
import { type RecentLetter, readRecentLetters } from '../mail/outbox.ts';
import type { OutboxStore } from '../mail/outbox-store.ts';
import { limits } from '../platform/limits.ts';

export interface MailRouteParts {
  readonly store: Pick<OutboxStore, 'recent'>;
  readonly sealer: Sealer;
}

/**
 * GET /dev/mail, in development only: the letters that would have been sent, newest first. A page for people; for
 * programs that accept JSON an array of `{to, subject, text, html, createdAtSeconds}`.
 */
export function mailRoute(router: Router, web: Web, parts: MailRouteParts): void {
  plainPage(router, web, '/dev/mail', async () => {
    const letters = (await readRecentLetters(parts, limits.listRows)).flatMap(open);
    const html = letters.map(article).join('\n') || '<p>No letters yet. Sign up, and one will lie here.</p>';
    return { title: 'Letters', html, json: letters };
  });
}

/** A letter that has not left yet; what was sent is gone from here. */
function open({ letter, createdAtSeconds }: RecentLetter) {
  return letter ? [{ ...letter, createdAtSeconds }] : [];
}

function article({ to, subject, text, createdAtSeconds }: ReturnType<typeof open>[number]): string {
  const written = new Date(createdAtSeconds * 1000).toISOString();
  return `<article>
<h2>${escapeHtml(subject)}</h2>
<p>To ${escapeHtml(to)}, <time datetime="${written}">${written}</time></p>
<pre>${linked(escapeHtml(text))}</pre>
</article>`;
}

/** Links of an escaped text: no quote, no angle bracket can be left in one. */
function linked(escaped: string): string {
  return escaped.replace(/https?:\/\/[^\s<>"']+/g, (url) => `<a href="${url}">${url}</a>`);
}

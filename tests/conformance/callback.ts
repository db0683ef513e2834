import assert from 'node:assert/strict';
import type { Arrival } from '../../server/commands/demo/browser.ts';
import { sha256 } from '../../server/platform/digest.ts';

export type ResponseMode = 'query' | 'form_post';

/** What the client's redirect URI was called with. */
export interface Callback {
  readonly fields: URLSearchParams;
}

/** Judges how an answer came back: nothing of what the redirect URI had may be lost, and only one way is used. */
export function callbackOf(mode: ResponseMode, redirectUri: string, arrival: Arrival): Callback {
  const registered = new URL(redirectUri);
  if (mode === 'query') {
    assert.ok(arrival.kind === 'left', `no callback: ${JSON.stringify(arrival)}`);
    const url = new URL(arrival.url);
    assert.equal(url.origin + url.pathname, registered.origin + registered.pathname);
    assert.equal(url.hash, '');
    for (const [name, value] of registered.searchParams) assert.equal(url.searchParams.get(name), value);
    for (const name of registered.searchParams.keys()) url.searchParams.delete(name);
    return { fields: url.searchParams };
  }

  assert.ok(arrival.kind === 'other', `no form: ${JSON.stringify(arrival)}`);
  const { status, text, headers } = arrival;
  assert.equal(status, 200);
  assert.match(headers.get('Content-Type') ?? '', /^text\/html/);
  assert.match(headers.get('Cache-Control') ?? '', /no-store/);
  const [, method, action = ''] = /<form method="(\w+)" action="([^"]*)"/.exec(text) ?? [];
  assert.equal(method, 'post');
  // The address as it was registered, so neither code nor error is in the query.
  assert.equal(unescaped(action), redirectUri);
  assertPostsItself(text, headers.get('Content-Security-Policy') ?? '', registered.protocol);
  const inputs = text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  const fields = new URLSearchParams();
  for (const [, name = '', value = ''] of inputs) fields.append(unescaped(name), unescaped(value));
  return { fields };
}

/** C21: the page submits by itself under its own policy. */
function assertPostsItself(html: string, policy: string, protocol: string): void {
  const [, script = ''] = /<script>([^<]*)<\/script>/.exec(html) ?? [];
  assert.match(script, /submit\(\)/);
  assert.ok(policy.includes(`script-src 'sha256-${sha256(script).toString('base64')}'`), policy);
  assert.match(policy, new RegExp(`form-action ${protocol}(;|$)`));
}

function unescaped(html: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '');
}

import assert from 'node:assert/strict';
import { decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { openBrowser } from '../../server/commands/demo/browser.ts';
import { decide } from '../../server/commands/demo/person.ts';
import { PASSWORD, REDIRECT_URI } from '../harness/server.ts';
import { authorizeUrl, enter, leave, openTrip, VERIFIER } from '../interaction/trip.ts';
import type { Cli } from './cli.ts';

const answer = z.object({ access_token: z.string(), refresh_token: z.string() });

/** Somebody with a family of refresh tokens at a running server. */
export interface SignedIn {
  readonly clientId: string;
  /** The next access token, and the id of the key that signed it. */
  refresh(): Promise<{ readonly accessToken: string; readonly kid: string }>;
}

/** Makes a client by command; out comes its id. */
export async function createSpa(cli: Cli): Promise<string> {
  const about = ['--type', 'spa', '--name', 'Notes', '--redirect-uri', REDIRECT_URI, '--json'];
  const made = await cli.json(z.object({ client_id: z.string() }), ['client', 'create', ...about]);
  return made.client_id;
}

/** Makes client and account by command, signs in, and redeems the code. */
export async function signIn(cli: Cli, email = 'ada@example.org'): Promise<SignedIn> {
  const about = ['--email', email, '--name', 'Ada', '--verified'];
  await cli.run(['account', 'create', ...about, '--password-stdin'], { input: PASSWORD });
  const clientId = await createSpa(cli);

  const browser = openBrowser(cli.issuer);
  const { id } = await openTrip(browser, authorizeUrl(cli, clientId, { scope: 'openid offline_access' }));
  assert.equal((await enter(browser, id, email)).kind, 'consent');
  const back = await leave(browser, await decide(browser, id, 'allow'));
  const code = { code: back.get('code') ?? '', redirect_uri: REDIRECT_URI, code_verifier: VERIFIER };
  let tokens = await asked({ grant_type: 'authorization_code', client_id: clientId, ...code });

  async function asked(form: Readonly<Record<string, string>>) {
    const response = await fetch(`${cli.issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
    assert.equal(response.status, 200);
    return answer.parse(await response.json());
  }

  return {
    clientId,
    async refresh() {
      const { refresh_token } = tokens;
      tokens = await asked({ grant_type: 'refresh_token', client_id: clientId, refresh_token });
      const { kid = '' } = decodeProtectedHeader(tokens.access_token);
      return { accessToken: tokens.access_token, kid };
    },
  };
}

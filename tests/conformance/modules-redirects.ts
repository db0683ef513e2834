import { problemOf } from '../interaction/trip.ts';
import assert from 'node:assert/strict';
import { assertNotRegistered, type DynamicOp, type Metadata, withClient } from './dynamic-op.ts';
import type { Module } from './module.ts';
import { flow, request, walk } from './op.ts';

const PLAIN = 'https://suite.example/test/a/tacet/callback';
const WITH_QUERY = `${PLAIN}?bar=foo`;

/** Registered redirect URIs, and the ones that are sent. */
export const redirectModules: readonly Module<DynamicOp>[] = [
  withClient('oidcc-redirect-uri-query-OK', { redirect_uris: [WITH_QUERY] }, (op) =>
    flow({ ...op, callback: WITH_QUERY }),
  ),
  page('oidcc-redirect-uri-query-mismatch', { redirect_uris: [WITH_QUERY] }, `${PLAIN}?foo=bar`),
  page('oidcc-redirect-uri-query-added', { redirect_uris: [PLAIN] }, `${PLAIN}?foo=bar`),
  page(
    'oidcc-ensure-redirect-uri-in-authorization-request',
    { redirect_uris: [PLAIN, `${PLAIN}/second`] },
    undefined,
  ),
  {
    name: 'oidcc-redirect-uri-regfrag',
    run: (op) =>
      assertNotRegistered(
        op,
        { redirect_uris: [`${PLAIN}#foobar`] },
        'invalid_redirect_uri',
        'invalid_client_metadata',
      ),
  },
];

/** An error page, and no redirect URI is called. */
function page(name: string, metadata: Metadata, sent: string | undefined): Module<DynamicOp> {
  return withClient(name, metadata, async (op) => {
    const { arrival } = await walk(op, op.server.browser(), request(op, { redirect_uri: sent }));
    assert.equal(problemOf(arrival), 'bad_client_request');
  });
}

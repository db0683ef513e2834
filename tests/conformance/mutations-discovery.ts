import { type Json, json, type Mutation } from './mutation.ts';

const DOCUMENT = /\/\.well-known\/openid-configuration$/;
const UNSIGNED = ['none', 'RS256'];

/** Servers that tell what is not so. */
export const discoveryMutations: readonly Mutation[] = [
  {
    name: 'discovery offers what is not there',
    answered: json(DOCUMENT, (metadata) => ({
      ...metadata,
      id_token_signing_alg_values_supported: UNSIGNED,
      request_object_signing_alg_values_supported: UNSIGNED,
      request_uri_parameter_supported: true,
      scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'],
    })),
  },
  {
    name: 'discovery names an endpoint of plain http',
    answered: json(DOCUMENT, (metadata) =>
      changed(metadata, (name, value) =>
        name === 'introspection_endpoint' ? String(value).replace('https:', 'http:') : value,
      ),
    ),
  },
  {
    name: 'discovery denies what is there',
    answered: json(DOCUMENT, (metadata) =>
      changed(metadata, (_name, value) => (typeof value === 'boolean' ? false : value)),
    ),
  },
  {
    name: 'discovery loses its lists',
    only: /discovery|acr/,
    answered: json(DOCUMENT, (metadata) =>
      changed(metadata, (name, value) => (/_supported$/.test(name) ? undefined : value)),
    ),
  },
];

function changed(metadata: Json, change: (name: string, value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, change(name, value)]));
}

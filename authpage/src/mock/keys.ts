import type { PageData } from '../../../contract/page.ts';
import { account, client, trip } from './frame.ts';

const JWK = {
  kty: 'EC',
  crv: 'P-256',
  x: 'eje37muDwPUsb1dK5de8AAOgf4Cnd2DcYY37_zis0kA',
  y: 'WjcKaJeDNPFlMuFHOA9dgLcdFnC-UgZPHR_JnJnaJt0',
};

/** What an app asked for that keeps something encrypted. */
export const keysMocks = {
  keys: {
    ...trip,
    step: {
      kind: 'keys',
      client,
      account,
      order: {
        clientId: 'marginalia',
        subject: 'pairwise-subject',
        keyGroup: 'marginalia',
        scopes: [{ scope: 'key:notes', rotationSalt: 'A'.repeat(43), rotatedAtSeconds: 0 }],
        jwk: JWK,
        thumbprint: '3QOqhpqaqNRP3zkk3PPT1FB1T8QOlTTl6sasJWEEO9w',
        apv: 'p'.repeat(43),
        format: 'tacet',
      },
    },
  },
} as const satisfies Readonly<Record<string, PageData>>;

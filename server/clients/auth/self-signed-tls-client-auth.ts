import { readCertificate } from '../../platform/certificate.ts';
import { idAlone } from './id-alone.ts';
import type { ClientAuthMethod } from './method.ts';

/** A certificate, whoever signed it, whose key is among those of the client (RFC 8705 §2.2). */
export const selfSignedTlsClientAuth: ClientAuthMethod = {
  name: 'self_signed_tls_client_auth',
  ...idAlone,
  proves: async (client, { certificate }, { clientKeys }) => {
    const facts = certificate && readCertificate(certificate.raw);
    return client !== undefined && facts !== undefined && clientKeys.holds(client, facts);
  },
};

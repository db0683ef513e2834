import { canonicalIp, type CertificateFacts, readCertificate } from '../../platform/certificate.ts';
import type { Client } from '../client.ts';
import { idAlone } from './id-alone.ts';
import type { ClientAuthMethod } from './method.ts';

/** A certificate of an authority that the operator trusts, for the one name that the client registered (RFC 8705 §2.1). */
export const tlsClientAuth: ClientAuthMethod = {
  name: 'tls_client_auth',
  ...idAlone,
  proves: (client, { certificate }) => {
    const facts = certificate?.trusted === true ? readCertificate(certificate.raw) : undefined;
    return Promise.resolve(client !== undefined && facts !== undefined && isNamed(client.settings, facts));
  },
};

/** RFC 8705 §2.1.2: exactly one of the members is registered; a rule saw to it. */
function isNamed(settings: Client['settings'], { subject, names }: CertificateFacts): boolean {
  const { tlsClientAuthSubjectDn: dn, tlsClientAuthSanDns: dns, tlsClientAuthSanUri: uri } = settings;
  const { tlsClientAuthSanIp: ip, tlsClientAuthSanEmail: email } = settings;
  if (dn !== undefined) return subject === dn;
  if (dns !== undefined) return names.dns.some((name) => name.toLowerCase() === dns.toLowerCase());
  if (uri !== undefined) return names.uri.includes(uri);
  if (ip !== undefined) return names.ip.includes(canonicalIp(ip));
  return email !== undefined && names.email.includes(email);
}

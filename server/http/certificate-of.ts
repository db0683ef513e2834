import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Config } from '../config/config.ts';
import { fingerprintOf } from '../platform/digest.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { proxyTest } from './peer-address.ts';

/** More is no certificate that anybody uses. */
const HEADER_CHARACTERS_MAX = 16 * 1024;
/** How nginx and HAProxy say that they verified the chain. */
const VERIFIED: readonly unknown[] = ['SUCCESS', '0'];

type CertificateOf = (request: IncomingMessage) => ClientCertificate | undefined;

/**
 * Finds the certificate that the caller has proved to hold (RFC 8705 §2): on our own TLS socket, or in the header of a
 * proxy of ours, which proved it in our place. The header of anybody else is not read, and the certificate of a proxy
 * is not that of its callers.
 */
export function clientCertificates({
  tls,
  clientCertificate: { header, verifiedHeader },
  trustedProxies,
}: Pick<Config, 'tls' | 'clientCertificate' | 'trustedProxies'>): CertificateOf {
  const isProxy = proxyTest(trustedProxies);
  const onSocket = tls?.clientAuthoritiesFile === undefined ? undefined : socketCertificates();
  if (onSocket === undefined && header === undefined) return () => undefined;

  return (request) => {
    if (!isProxy(request.socket.remoteAddress)) return onSocket?.(request);
    // A header that came twice was joined by Node, and is then nothing of the two.
    const raw = header === undefined ? undefined : decoded(request.headersDistinct[header]);
    const verified = verifiedHeader === undefined ? [] : (request.headersDistinct[verifiedHeader] ?? []);
    const trusted = verified.length === 1 && VERIFIED.includes(verified[0]);
    return raw && { raw, thumbprint: fingerprintOf(raw), trusted };
  };
}

/** Each connection has one for all of its requests. */
function socketCertificates(): CertificateOf {
  const known = new WeakMap<TLSSocket, ClientCertificate>();
  return ({ socket }) => {
    if (!(socket instanceof TLSSocket)) return undefined;
    const found = known.get(socket);
    if (found !== undefined) return found;
    const raw = socket.getPeerX509Certificate()?.raw;
    if (raw === undefined) return undefined;
    const certificate = { raw, thumbprint: fingerprintOf(raw), trusted: socket.authorized };
    known.set(socket, certificate);
    return certificate;
  };
}

const PEM = /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/;
/** RFC 9440 §2.2: a byte sequence of a structured field. */
const BYTE_SEQUENCE = /^:([A-Za-z0-9+/]+={0,2}):$/;

function decoded(values: readonly string[] | undefined): Buffer | undefined {
  const [value = '', ...more] = values ?? [];
  if (more.length > 0 || value.length > HEADER_CHARACTERS_MAX) return undefined;
  const encoded = BYTE_SEQUENCE.exec(value)?.[1] ?? PEM.exec(percentDecoded(value))?.[1];
  const raw = Buffer.from(encoded ?? '', 'base64');
  return raw.length === 0 ? undefined : raw;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

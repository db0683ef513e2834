import { clientDestination } from '../../http/destination.ts';
import type { ResponseMode } from './response-mode.ts';

/** OAuth 2.1 §4.1.2: added to the query of the redirect URI. What stood there before stays, to the byte (MX-03). */
export const query: ResponseMode = {
  name: 'query',
  signed: false,
  reply: (address, parameters) => {
    // %20 means a space to every decoder; the plus sign of form encoding does not.
    const added = new URLSearchParams(parameters).toString().replaceAll('+', '%20');
    return { kind: 'redirect', to: clientDestination(address + joint(address) + added) };
  },
};

// Text on purpose: a round trip through a URL object would rewrite what the client registered.
function joint(address: string): '' | '?' | '&' {
  if (!address.includes('?')) return '?';
  return address.endsWith('?') || address.endsWith('&') ? '' : '&';
}

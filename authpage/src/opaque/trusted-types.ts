import vaultUrl from '../vault/worker.ts?worker&url';
import opaqueUrl from './worker.ts?worker&url';

const URLS = { opaque: opaqueUrl, vault: vaultUrl } as const;

/** Trusted Types as far as this page uses them: TypeScript's library does not know them yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    /** Really a TrustedScriptURL, which the platform takes wherever it takes a string. */
    createScriptURL(url: string): string;
  };
}

declare global {
  var trustedTypes: TrustedTypes | undefined;
}

/** The one policy the CSP of the page allows: it lets through the addresses of the two built workers and nothing else. */
const policy = globalThis.trustedTypes?.createPolicy('tacet-worker', {
  createScriptURL(url) {
    if (!Object.values(URLS).includes(url)) throw new TypeError('not a worker of this page');
    return url;
  },
});

/** A new worker; only this module can make one. */
export function startWorker(name: keyof typeof URLS): Worker {
  const url = URLS[name];
  return new Worker(policy ? policy.createScriptURL(url) : url, { type: 'module' });
}

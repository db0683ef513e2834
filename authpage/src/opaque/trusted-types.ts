import workerUrl from './worker.ts?worker&url';

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

/** The one policy the CSP of the page allows: it lets through the address of the built worker and nothing else. */
const policy = globalThis.trustedTypes?.createPolicy('tacet-worker', {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError('not the worker of this page');
    return url;
  },
});

/** A new worker; only this module can make one. */
export function startWorker(): Worker {
  return new Worker(policy ? policy.createScriptURL(workerUrl) : workerUrl, { type: 'module' });
}

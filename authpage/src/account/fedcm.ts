declare global {
  interface Window {
    /** In browsers that have FedCM. */
    readonly IdentityProvider?: { readonly close: () => void };
  }
}

/**
 * FedCM: the browser opened our sign-in in a window of its own, for somebody who was not signed in; they are now. In any
 * other window this does nothing.
 */
export function closeSignInWindow(): void {
  window.IdentityProvider?.close();
}

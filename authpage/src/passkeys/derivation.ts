/** What is derived is the same at each ceremony, and for this site alone: the browser mixes its own context in. */
const SALT = 'tacet webauthn prf v1';
const DERIVED_BYTES = 32;

/** Asks the passkey for the pseudo-random function as well (WebAuthn L3 §10.1.4). */
export async function withDerivation(options: object): Promise<object> {
  const first = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(SALT));
  const extensions = 'extensions' in options ? Object(options.extensions) : {};
  return { ...options, extensions: { ...extensions, prf: { eval: { first } } } };
}

/**
 * Takes what was derived out of a response. Everything about it goes: what remains is sent to the server, which must
 * never learn what opens the vault.
 */
export function takeDerived<Response extends { readonly clientExtensionResults: object }>(
  response: Response,
): { readonly response: Response; readonly prf: ArrayBuffer | undefined } {
  const { prf, ...clientExtensionResults }: { readonly prf?: unknown } = response.clientExtensionResults;
  return { response: { ...response, clientExtensionResults }, prf: firstOf(prf) };
}

function firstOf(prf: unknown): ArrayBuffer | undefined {
  const results: unknown = isObject(prf) ? prf['results'] : undefined;
  const first: unknown = isObject(results) ? results['first'] : undefined;
  if (first instanceof ArrayBuffer) return first.byteLength === DERIVED_BYTES ? first : undefined;
  // Password managers that stand in for the browser may give a view.
  if (!(first instanceof Uint8Array) || first.byteLength !== DERIVED_BYTES) return undefined;
  return Uint8Array.from(first).buffer;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/**
 * What the page may ask the worker. Only what begins something carries the password; it never comes back. Without one,
 * what begins takes the password of the login that went before.
 */
export interface OpaqueCalls {
  'start-login': { input: { password?: string }; output: { startLoginRequest: string } };
  /** No message: this password does not open this account. */
  'finish-login': {
    input: { loginResponse: string; ksfId: string };
    output: { finishLoginRequest: string | undefined };
  };
  'start-registration': { input: { password?: string }; output: { registrationRequest: string } };
  'finish-registration': {
    input: { registrationResponse: string; ksfId: string };
    output: { registrationRecord: string };
  };
}

export type OpaqueKind = keyof OpaqueCalls;

/** One call on the wire between page and worker. */
export type OpaqueMessage = {
  [Kind in OpaqueKind]: { readonly kind: Kind } & OpaqueCalls[Kind]['input'];
}[OpaqueKind];

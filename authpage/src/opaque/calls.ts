/**
 * What the page may ask the worker. Only what begins something carries the password; it never comes back. Without one,
 * what begins takes the password of the login that went before. The export key goes through `exportTo`, to the vault worker
 * at its other end, as 64 bytes; where there is no port it is dropped.
 */
export interface OpaqueCalls {
  'start-login': { input: { password?: string }; output: { startLoginRequest: string } };
  /** No message: this password does not open this account. */
  'finish-login': {
    input: { loginResponse: string; ksfId: string; exportTo?: MessagePort };
    output: { finishLoginRequest: string | undefined };
  };
  'start-registration': { input: { password?: string }; output: { registrationRequest: string } };
  'finish-registration': {
    input: { registrationResponse: string; ksfId: string; exportTo?: MessagePort };
    output: { registrationRecord: string };
  };
}

export type OpaqueKind = keyof OpaqueCalls;

/** One call on the wire between page and worker. */
export type OpaqueMessage = {
  [Kind in OpaqueKind]: { readonly kind: Kind } & OpaqueCalls[Kind]['input'];
}[OpaqueKind];

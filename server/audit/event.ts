/** The closed list of what is written down. Values are ids and words of ours: never a secret, never free text of a caller. */
export type AuditKind =
  | 'account.created'
  | 'account.disabled'
  | 'account.enabled'
  | 'account.deleted'
  | 'account.signed_in'
  | 'account.signed_out'
  | 'session.ended'
  | 'sessions.ended'
  | 'consent.given'
  | 'consent.denied'
  | 'consent.withdrawn'
  | 'tokens.issued'
  | 'code.replayed'
  | 'refresh.replayed'
  | 'tokens.revoked'
  | 'login.throttled'
  | 'client.created'
  | 'client.updated'
  | 'client.deleted'
  | 'key.created'
  | 'key.retired';

export interface AuditEvent {
  readonly kind: AuditKind;
  readonly atSeconds: number;
  readonly accountId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly familyId?: string | undefined;
  readonly requestId?: string | undefined;
  /** The /24 or /64 of the caller, never the whole address. */
  readonly addressPrefix?: string | undefined;
}

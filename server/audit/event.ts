/** The closed list of what is written down. Values are ids and words of ours: never a secret, never free text of a caller. */
export type AuditKind =
  | 'account.invited'
  | 'account.uninvited'
  | 'account.created'
  | 'account.approved'
  | 'account.declined'
  | 'account.unlocked'
  | 'account.factors_reset'
  | 'account.recovery_sent'
  | 'account.disabled'
  | 'account.enabled'
  | 'account.deleted'
  | 'account.deletion_asked'
  | 'account.kept'
  | 'account.signed_in'
  | 'account.signed_out'
  | 'session.ended'
  | 'sessions.ended'
  | 'consent.given'
  | 'consent.denied'
  | 'consent.withdrawn'
  | 'profile.changed'
  | 'email.change_asked'
  | 'email.changed'
  | 'password.changed'
  | 'password.removed'
  | 'password.compromised'
  | 'credential.renewed'
  | 'keys.rewrapped'
  | 'keys.restarted'
  | 'data.exported'
  | 'tokens.issued'
  | 'code.replayed'
  | 'refresh.replayed'
  | 'tokens.revoked'
  | 'login.throttled'
  | 'factor.added'
  | 'factor.removed'
  | 'factor.refused'
  | 'backup_codes.made'
  | 'client.created'
  | 'client.updated'
  | 'client.deleted'
  | 'backup.restored'
  | 'record.created'
  | 'record.replaced'
  | 'record.revealed'
  | 'record.deleted'
  | 'keys.made'
  | 'keys.recovery_made'
  | 'keys.recovery_used'
  | 'keys.reopened'
  | 'keys.replaced'
  | 'keys.passkey_added'
  | 'keys.passkey_removed'
  | 'keys.device_kept'
  | 'keys.device_removed'
  | 'keys.rotated'
  | 'vault.emptied'
  | 'key.created'
  | 'key.retired'
  | 'key.compromised';

export interface AuditEvent {
  readonly kind: AuditKind;
  readonly atSeconds: number;
  readonly accountId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly familyId?: string | undefined;
  readonly recordId?: string | undefined;
  /** The name of its type: one of ours, or of the operator. */
  readonly recordType?: string | undefined;
  readonly requestId?: string | undefined;
  /** The /24 or /64 of the caller, never the whole address. */
  readonly addressPrefix?: string | undefined;
}

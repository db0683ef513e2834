import type { AuditEvent, AuditKind } from '../audit/event.ts';
import type { Visit } from '../http/visit.ts';
import type { Clock } from '../platform/clock.ts';

/** What is written down about an act of somebody on their own account. */
export function happened(
  kind: AuditKind,
  { clock }: { readonly clock: Clock },
  { caller: { requestId, addressPrefix } }: Pick<Visit, 'caller'>,
  accountId: string,
  about: { readonly clientId?: string; readonly sessionId?: string } = {},
): AuditEvent {
  return { kind, atSeconds: clock.nowSeconds(), accountId, ...about, requestId, addressPrefix };
}

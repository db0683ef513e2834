import type { z } from 'zod';
import type { ToldDetail } from '../../../contract/step.ts';
import type { AuthorizationDetail } from '../../tokens/terms.ts';

/** One registered type of `authorization_details` (RFC 9396 §2.1). */
export interface DetailType {
  readonly type: string;
  /** What an element of this type may be, to the last member: what is not known is not granted (§5). */
  readonly schema: z.ZodType<AuthorizationDetail>;
  /** What a person reads before they allow it. */
  tell(detail: AuthorizationDetail): ToldDetail;
}

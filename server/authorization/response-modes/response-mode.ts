import type { Reply } from '../../http/reply.ts';
import type { ResponseModeName } from '../../protocol/response-mode.ts';
import type { ReturnAddress } from '../return-address.ts';

/** One way for an answer to travel to the client. */
export interface ResponseMode {
  readonly name: ResponseModeName;
  /** The parameters go as one signed JWT, `response` (JARM §2.3). */
  readonly signed: boolean;
  reply(address: ReturnAddress, parameters: Readonly<Record<string, string>>): Reply;
}

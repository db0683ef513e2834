import type { Reply } from '../../http/reply.ts';
import type { ResponseModeName } from '../../protocol/response-mode.ts';
import type { ReturnAddress } from '../return-address.ts';

/** One way for an answer to travel to the client. */
export interface ResponseMode {
  readonly name: ResponseModeName;
  reply(address: ReturnAddress, parameters: Readonly<Record<string, string>>): Reply;
}

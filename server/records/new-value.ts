import { recordCalls } from '../../contract/records.ts';
import { OAuthError } from '../protocol/error.ts';
import { isMasked } from './mask.ts';
import type { RecordType, RecordValue } from './types/record-type.ts';

const { input } = recordCalls['POST /records'];

/**
 * What a body brings, checked by its type and in the one form it is kept in. Throws `invalid_request` that names the
 * member and what it takes, and repeats nothing of what came (KMS-R35).
 */
export function parseNewValue(
  types: readonly RecordType[],
  body: unknown,
): { readonly type: string; readonly value: RecordValue } {
  const parsed = input.safeParse(body);
  const [issue] = parsed.error?.issues ?? [];
  if (issue?.code === 'unrecognized_keys') throw refused('the body takes type and value, and nothing else');
  const type = types.find(({ name }) => name === parsed.data?.type);
  if (type === undefined) throw unknownType(types);
  const value = parsed.data?.value;
  if (isMasked(value))
    throw refused('value: it is masked; send the whole value, or leave the record as it is');
  const read = type.parse(value);
  if ('value' in read) return { type: type.name, value: read.value };
  throw refused(`value${read.wrongAt === '' ? '' : `.${read.wrongAt}`}: expected ${type.expects}`);
}

/** Says which types there are. */
export function unknownType(types: readonly RecordType[]): OAuthError {
  return refused(`type: expected one of ${types.map(({ name }) => name).join(', ')}`);
}

function refused(description: string): OAuthError {
  return new OAuthError('invalid_request', description);
}

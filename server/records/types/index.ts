import type { BuiltInRecordType, ConfiguredRecordType } from '../../protocol/record-types.ts';
import { address } from './address.ts';
import { cardNumber } from './card-number.ts';
import { configuredType } from './configured.ts';
import { freeText } from './free-text.ts';
import { iban } from './iban.ts';
import { nationalId } from './national-id.ts';
import { phone } from './phone.ts';
import type { RecordType } from './record-type.ts';

/** The types that are always there. */
const builtIn: Readonly<Record<BuiltInRecordType, RecordType>> = {
  'card-number': cardNumber,
  iban,
  phone,
  address,
  'national-id': nationalId,
  'free-text': freeText,
};

/** Every type a record may have: ours, and those of the operator. */
export function recordTypes({
  recordTypes: configured,
}: {
  readonly recordTypes: readonly ConfiguredRecordType[];
}): readonly RecordType[] {
  return [...Object.values(builtIn), ...configured.map(configuredType)];
}

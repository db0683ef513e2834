import { z } from 'zod';
import type { ConfiguredRecordType } from '../../protocol/record-types.ts';
import { showLast } from '../mask.ts';
import { recordType, type RecordType } from './record-type.ts';

/** A type that the operator designed; its values are kept as they come. */
export function configuredType(configured: ConfiguredRecordType): RecordType {
  const { name, pattern, charactersMax } = configured;
  return recordType({
    name,
    expects: 'what the operator of this server designed for that type',
    schema: z
      .string()
      .max(charactersMax)
      .refine((text) => pattern.matches(text)),
    mask: (text) => showLast(text, configured.showLast),
  });
}

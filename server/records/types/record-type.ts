import { z } from 'zod';

/** What a record holds, in the one form it is kept in. */
export const recordValue = z.union([z.string(), z.record(z.string(), z.string())]);
export type RecordValue = z.infer<typeof recordValue>;

/** One type of values: what is taken, how it is kept, and how much of it is seen by those who may not read it. */
interface Definition<Value extends RecordValue> {
  readonly name: string;
  /** What is taken, for whoever reads a refusal: letters of RFC 6749 §5.2, no quote. */
  readonly expects: string;
  /** Anchored: takes whole values only, and gives them in one form, which it takes as well. */
  readonly schema: z.ZodType<Value>;
  readonly mask: (value: Value) => string;
}

/** A type whose values are sealed in, so that types of different shapes fit one registry. */
export interface RecordType {
  readonly name: string;
  readonly expects: string;
  /** In its one form; or which member of it is wrong (empty: the value itself). */
  parse(value: unknown): { readonly value: RecordValue } | { readonly wrongAt: string };
  /** Undefined for what is no value of this type. */
  mask(value: RecordValue): string | undefined;
}

/** Makes a member of the registry. */
export function recordType<Value extends RecordValue>(definition: Definition<Value>): RecordType {
  const { name, expects, schema, mask } = definition;
  return {
    name,
    expects,
    parse: (value) => {
      const parsed = schema.safeParse(value);
      return parsed.success
        ? { value: parsed.data }
        : { wrongAt: String(parsed.error.issues[0]?.path[0] ?? '') };
    },
    mask: (value) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? mask(parsed.data) : undefined;
    },
  };
}

import { z } from 'zod';
import type { ToldDetail } from '../../../contract/step.ts';
import type { ConfiguredDetailType, DetailField } from '../../protocol/detail-types.ts';
import type { AuthorizationDetail } from '../../tokens/terms.ts';
import type { DetailType } from './detail-type.ts';
import { shownText, shownTexts } from './shown.ts';

/** A type as the operator designed it. */
export function configuredType({ type, sentence, fields }: ConfiguredDetailType): DetailType {
  const members = Object.entries(fields).map(([name, field]) => {
    const schema = schemaOf(field);
    return [name, field.optional ? schema.optional() : schema] as const;
  });
  return {
    type,
    schema: z.strictObject({ type: z.literal(type), ...Object.fromEntries(members) }),
    tell: (detail) => ({
      type,
      text: Object.fromEntries(
        Object.entries(sentence).map(([language, text]) => [language, filledIn(text, detail)]),
      ),
      facts: Object.entries(fields).flatMap(([name, { label }]) => factOf(name, label, detail)),
    }),
  };
}

const AMOUNT = /^(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,4})?$/;

function schemaOf({ kind, values }: DetailField): z.ZodType {
  switch (kind) {
    case 'text':
      return shownText;
    case 'texts':
      return shownTexts;
    case 'amount':
      return z.string().regex(AMOUNT);
    case 'number':
      return z.number().int();
    case 'boolean':
      return z.boolean();
    case 'choice':
      return z.enum(values);
    case 'choices':
      return z.array(z.enum(values)).min(1).max(values.length);
  }
}

/** Isolated (U+2068, U+2069), so that right-to-left characters in a value cannot turn the sentence around it. */
function filledIn(sentence: string, detail: AuthorizationDetail): string {
  return sentence.replace(/\{([A-Za-z][A-Za-z0-9_]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(detail, name) ? detail[name] : undefined;
    return value === undefined ? '–' : `\u2068${inWords(value)}\u2069`;
  });
}

function factOf(
  name: string,
  label: Readonly<Record<string, string>> | undefined,
  detail: AuthorizationDetail,
): ToldDetail['facts'] {
  const value = Object.hasOwn(detail, name) ? detail[name] : undefined;
  return value === undefined ? [] : [{ label: label ?? { en: name }, value: inWords(value) }];
}

function inWords(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}

import { z } from 'zod';
import { accountHome } from '../../../contract/account.ts';
import { appAsks, deviceAsks } from '../../../contract/approval.ts';
import { keyChange, keysState } from '../../../contract/keys.ts';
import { problem } from '../../../contract/problem.ts';
import { maskedRecord, recordCalls, revealedRecord } from '../../../contract/records.ts';
import { step } from '../../../contract/step.ts';
import {
  batchOperation,
  batchResult,
  vaultBlob,
  vaultCalls,
  vaultItem,
  vaultPage,
} from '../../../contract/vault.ts';
import { capital, type Operation } from './operation.ts';
import { oauthError, tokenAnswer, userinfoAnswer } from './protocol-answers.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is used in several places has one name. */
const shared = {
  input: {
    KeyChange: keyChange,
    NewRecord: recordCalls['POST /records'].input,
    VaultOperation: batchOperation,
  },
  output: {
    OAuthError: oauthError,
    Problem: problem,
    Step: step,
    AccountHome: accountHome,
    KeysState: keysState,
    AppAsks: appAsks,
    DeviceAsks: deviceAsks,
    MaskedRecord: maskedRecord,
    RevealedRecord: revealedRecord,
    VaultItem: vaultItem,
    VaultPage: vaultPage,
    VaultBlob: vaultBlob,
    VaultOutcome: batchResult,
    VaultWritten: vaultCalls['PUT /vault/items/:id'].output,
    Token: tokenAnswer,
    Userinfo: userinfoAnswer,
  },
};

export interface Schemas {
  /** `components.schemas`. */
  readonly components: JsonSchema;
  /** Where the schema of a body lies. Throws TypeError for one that is of no operation. */
  readonly refTo: (schema: z.ZodType, way: 'input' | 'output') => { readonly $ref: string };
}

const PLACE = '#/components/schemas/';

/** The zod schemas of all operations as JSON Schema 2020-12, each under a name of its own. */
export function schemasOf(operations: readonly Operation[]): Schemas {
  const input = z.registry<{ id: string }>();
  const output = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(shared.input)) input.add(schema, { id });
  for (const [id, schema] of Object.entries(shared.output)) output.add(schema, { id });
  for (const { id, body, answers } of operations) {
    if (body?.schema !== undefined && !input.has(body.schema))
      input.add(body.schema, { id: `${capital(id)}Request` });
    for (const [status, { content }] of Object.entries(answers)) {
      if (content?.schema === undefined || output.has(content.schema)) continue;
      output.add(content.schema, { id: `${capital(id)}${Number(status) < 400 ? 'Answer' : status}` });
    }
  }
  return {
    components: { ...jsonSchemas(input, 'input'), ...jsonSchemas(output, 'output') },
    refTo: (schema, way) => {
      const named = (way === 'input' ? input : output).get(schema);
      if (named === undefined) throw new TypeError('a schema of no operation');
      return { $ref: PLACE + named.id };
    },
  };
}

/** The properties of a query, each with its schema; `required` those that must be there. */
export function queryMembers(query: z.ZodObject): {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
} {
  return members.parse(z.toJSONSchema(query, { io: 'input' }));
}

const members = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())),
  required: z.array(z.string()).default([]),
});

function jsonSchemas(registry: z.core.$ZodRegistry<{ id: string }>, io: 'input' | 'output'): JsonSchema {
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => PLACE + id });
  const { __shared: circular, ...named } = schemas;
  const hoisted = Object.entries(circular?.$defs ?? {}).map(([id, schema]) => [`${io}-${id}`, schema]);
  const all = { ...named, ...Object.fromEntries(hoisted) };
  // What contains itself is put aside by zod, at a place that is none in a document of OpenAPI.
  const text = JSON.stringify(all).replaceAll(`${PLACE}__shared#/$defs/`, `${PLACE}${io}-`);
  return Object.fromEntries(
    Object.entries(z.record(z.string(), z.record(z.string(), z.unknown())).parse(JSON.parse(text))).map(
      ([id, { $schema: _, $id: __, ...schema }]) => [id, schema],
    ),
  );
}

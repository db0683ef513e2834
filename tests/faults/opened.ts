import { openItem, sealItem } from '../../authpage/src/vault/items.ts';
import { openWithPasskey } from '../../authpage/src/vault/passkey-wrap.ts';
import { openSuccessor } from '../../authpage/src/vault/wraps.ts';
import { callKeys, stateOf } from '../account/keyed.ts';
import type { HeldKey } from '../vault/changes.ts';
import type { Owning } from '../vault/person.ts';
import { nameOf, openWithPassword, openWithRecovery, type Recovery } from '../vault/wraps.ts';

const NOTE = { id: 'note', text: 'sealed before anything broke' };

/** Which key each way in opens, by name; undefined: none, or there is no such way. */
export interface Opened {
  readonly generation: number | undefined;
  readonly byPassword: string | undefined;
  readonly bridges: number;
  readonly byPasskey: string | undefined;
  /** One for each recovery key that was asked about. */
  readonly byRecovery: readonly (string | undefined)[];
  /** An entry that was sealed under the first key still opens, by whatever is open. */
  readonly note: boolean;
}

/** What somebody has to open with. */
export interface Ways {
  readonly recoveries?: readonly Recovery[];
  /** What their passkey derives. */
  readonly prf?: Uint8Array<ArrayBuffer>;
  /** The sealed entry, under the key of then. */
  readonly note?: string;
}

/** An entry of their vault. */
export function sealedNote(held: HeldKey): Promise<string> {
  return sealItem(held.owner, { generation: held.generation, key: new Uint8Array(held.key) }, NOTE);
}

/** Everything that opens, from a page that was told all there is, and has every secret. */
export async function opened(
  { browser, exportKey, held: { owner } }: Pick<Owning, 'browser' | 'exportKey' | 'held'>,
  { recoveries = [], prf, note }: Ways,
): Promise<Opened> {
  const { current, older } = await stateOf({ browser });
  const generation = current?.generation ?? 0;
  const of = { owner, generation };
  const { opaque, bridges = [], passkeys = [] } = current ?? {};
  const password = openWithPassword(exportKey, { opaque, bridges }, of);
  const [wrap] = passkeys;
  const passkey =
    wrap && prf ? await openWithPasskey({ ...owner, generation }, wrap, prf.slice()) : undefined;
  const byRecovery = [];
  for (const recovery of recoveries) {
    const told = await callKeys({ browser }, '/account/keys/recovery/open', recovery.shown);
    byRecovery.push(
      told.ok ? nameOf(openWithRecovery(recovery, told.output.jwe, { owner, ...told.output })) : undefined,
    );
  }
  const newest = password && { generation, key: new Uint8Array(password) };
  let reads = false;
  for (const each of older.toReversed()) {
    const { successor } = each;
    const key = newest && successor && (await openSuccessor(owner, { ...each, successor }, newest));
    if (key && note && (await openItem(owner, key, { id: NOTE.id, body: note })) === NOTE.text) reads = true;
  }
  if (newest && note && (await openItem(owner, newest, { id: NOTE.id, body: note })) === NOTE.text)
    reads = true;
  return {
    ...{ generation: current?.generation, byPassword: nameOf(password), bridges: bridges.length },
    ...{ byPasskey: nameOf(passkey?.key), byRecovery, note: reads },
  };
}

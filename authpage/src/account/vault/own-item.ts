/** What somebody keeps for themselves. `secret` is shown only when it is asked for. */
export interface OwnItem {
  readonly kind: ItemKind;
  readonly title: string;
  readonly user: string;
  readonly secret: string;
  readonly text: string;
}

export const itemKinds = ['password', 'note', 'other'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** The form of what is in an envelope of the owner; read back by whatever knows this number. */
export const ENVELOPE = 1;

export const EMPTY: OwnItem = { kind: 'password', title: '', user: '', secret: '', text: '' };

/** As it is sealed. */
export function writeItem(item: OwnItem): string {
  return JSON.stringify(item);
}

/** Undefined for what is none: another program may have written it. */
export function readItem(text: string): OwnItem | undefined {
  const told = parsed(text);
  if (typeof told !== 'object' || told === null) return undefined;
  const line = (value: unknown) => (typeof value === 'string' ? value : '');
  const { kind, title, user, secret, text: body }: Partial<Record<keyof OwnItem, unknown>> = told;
  const known = itemKinds.find((one) => one === kind);
  if (known === undefined) return undefined;
  return { kind: known, title: line(title), user: line(user), secret: line(secret), text: line(body) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

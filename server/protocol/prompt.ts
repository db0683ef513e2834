/** OIDC Core §3.1.2.1, and `create` of OpenID Connect Prompt Create §4. Discovery lists exactly these. */
export const promptValues = ['none', 'login', 'consent', 'select_account', 'create'] as const;

export type Prompt = (typeof promptValues)[number];

/** Parted by spaces; duplicates collapse. Undefined for an unknown value, and for `none` beside another one. */
export function parsePrompt(text: string): readonly Prompt[] | undefined {
  const asked = new Set(text.split(' '));
  const prompts = promptValues.filter((value) => asked.has(value));
  if (prompts.length !== asked.size) return undefined;
  return prompts.includes('none') && prompts.length > 1 ? undefined : prompts;
}

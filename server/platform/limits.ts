/** Limits that more than one room must agree on. A limit that one file alone needs lives in that file. */
export const limits = {
  bodyBytes: 64 * 1024,
  urlCharacters: 16 * 1024,
  parameters: 64,
  parameterCharacters: 8 * 1024,
  emailCharacters: 254,
  nameCharacters: 120,
  scopes: 32,
  listRows: 200,
  /** Passwords that an account key may be away from the one it is sealed under, each sealed under the next. */
  keyBridges: 4,
} as const;

/** The moment at which all mocks take place. */
export const NOW = 1_790_000_000;

export const frame = { locale: 'en', serverName: 'Tacet', requestId: 'r7m2-9xk4-q1' } as const;

export const account = { email: 'ada@example.org', name: 'Ada Lovelace' };

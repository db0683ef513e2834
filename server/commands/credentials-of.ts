import type { CommandContext } from './context.ts';

/** How many passwords hang on each server setup. */
export async function credentialsOf({
  credentials,
}: CommandContext['storage']): Promise<ReadonlyMap<string, number>> {
  const counts = await credentials.countBySetup();
  return new Map(counts.map(({ setupId, credentials: count }) => [setupId, count]));
}

import type { Result } from '../api.ts';
import { OpaqueFailed, type Opaque, openOpaque } from './client.ts';

/** Runs one trip with a worker of its own and ends the worker whatever happens. */
export async function trip<Value>(act: (opaque: Opaque) => Promise<Result<Value>>): Promise<Result<Value>> {
  const opaque = openOpaque();
  try {
    return await act(opaque);
  } catch (error) {
    if (!(error instanceof OpaqueFailed)) throw error;
    return { ok: false, problem: { problem: error.reason === 'loading' ? 'offline' : 'server_error' } };
  } finally {
    opaque.close();
  }
}

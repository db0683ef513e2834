import type { Result } from '../api.ts';
import { OpaqueFailed, type Opaque, openOpaque } from './client.ts';

/**
 * Runs one trip with a worker of its own and ends the worker whatever happens: at once, or after what `keepOpen` was
 * told to wait for.
 */
export async function trip<Value>(
  act: (opaque: Opaque, keepOpen: (until: Promise<unknown>) => void) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const opaque = openOpaque();
  let until: Promise<unknown> = Promise.resolve();
  try {
    return await act(opaque, (longer) => {
      until = longer;
    });
  } catch (error) {
    if (!(error instanceof OpaqueFailed)) throw error;
    return { ok: false, problem: { problem: error.reason === 'loading' ? 'offline' : 'server_error' } };
  } finally {
    void until.finally(() => opaque.close());
  }
}

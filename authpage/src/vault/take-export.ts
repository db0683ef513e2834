import type { Bytes } from './bytes.ts';

/** OPAQUE's export key over SHA-512 (RFC 9807 §6.4.4). */
const EXPORT_KEY_BYTES = 64;
/** Stretching takes 0.2 s on a desktop and seconds on a slow phone; whoever sends nothing by then sends nothing. */
const WAIT_SECONDS_MAX = 60;

/** One export key from the other worker; undefined: the password did not open, or nothing came in time. Closes the port. */
export function takeExport(port: MessagePort): Promise<Bytes | undefined> {
  return new Promise((resolve) => {
    const end = (bytes: Bytes | undefined) => {
      clearTimeout(timer);
      port.close();
      resolve(bytes);
    };
    const timer = setTimeout(() => end(undefined), WAIT_SECONDS_MAX * 1000);
    port.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const whole = data instanceof ArrayBuffer && data.byteLength === EXPORT_KEY_BYTES;
      end(whole ? new Uint8Array(data) : undefined);
    });
    port.start();
  });
}

/**
 * What stops the server, or a command, because of its keys: `kek_missing` the database was sealed under a file that
 * keys/ lacks · `kek_exposed` others may read it · `kek_malformed` it is not what its name says · `kek_unusable` keys/
 * cannot be read or written · `ring_missing` a ring that must never be made anew is gone · `key_damaged` a sealed key
 * does not open · `setup_wrong` an OPAQUE server setup is not the one that made the credentials · `rotation_refused` ·
 * `provider_refused` whoever holds the key-encryption keys does not let us in · `provider_unsafe` it would, in a way that
 * is none to rely on · `destroy_refused` the key cannot be destroyed as things stand.
 */
export type KeyringProblem =
  | 'kek_missing'
  | 'kek_exposed'
  | 'kek_malformed'
  | 'kek_unusable'
  | 'ring_missing'
  | 'key_damaged'
  | 'setup_wrong'
  | 'rotation_refused'
  | 'provider_refused'
  | 'provider_unsafe'
  | 'destroy_refused';

/** The message is one line for the operator: what is wrong and what to do. It names ids and files, never a key. */
export class KeyringError extends Error {
  override readonly name = 'KeyringError';
  readonly problem: KeyringProblem;

  constructor(problem: KeyringProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

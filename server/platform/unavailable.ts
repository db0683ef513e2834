/** The database cannot be reached. Answered with 503 and Retry-After, never with a hang or a 500. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** Whoever holds the key-encryption keys does not answer. Answered in the same way; what needs no key goes on. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

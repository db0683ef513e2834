/** The database cannot be reached. Answered with 503 and Retry-After, never with a hang or a 500. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

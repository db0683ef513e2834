/** The database cannot be used as it is, and waiting will not help. The message is one line that says what to do. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

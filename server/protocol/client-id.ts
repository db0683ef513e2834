const CLIENT_ID = /^[\x21-\x7E]{1,256}$/;

/**
 * True when the text can be a client id (RFC 6749, Appendix A.1, without the space). Asked before any look-up, so that
 * neither a NUL nor ten kilobytes reach a cache or the database.
 */
export function isClientId(text: string): boolean {
  return CLIENT_ID.test(text);
}

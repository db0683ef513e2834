/** Where the account is signed in. */
export const words = {};

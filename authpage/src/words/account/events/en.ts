/** What happened to the account, in plain words. */
export const words = {};

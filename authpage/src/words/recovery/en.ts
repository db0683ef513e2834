/** A forgotten password, a lost factor, and what comes back with them. */
export const words = {};

/** Password, e-mail address and factors. */
export const words = {};

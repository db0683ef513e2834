/** Export and deletion. */
export const words = {};

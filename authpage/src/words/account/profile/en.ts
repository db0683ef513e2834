/** Name, picture, language and what else apps may ask for. */
export const words = {};

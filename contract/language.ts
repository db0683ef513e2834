import { z } from 'zod';
import { locales } from './page.ts';

/**
 * What every page can call besides: the language a person wants to read, for the pages and letters to come. The page
 * that is open changes in place.
 */
export const languageCalls = {
  '/language': { input: z.strictObject({ locale: z.enum(locales) }), output: z.strictObject({}) },
};

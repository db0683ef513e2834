import { z } from 'zod';
import { locales } from './page.ts';

/** What every page can call besides: the language a person wants to read. The page is loaded again afterwards. */
export const languageCalls = {
  '/language': { input: z.strictObject({ locale: z.enum(locales) }), output: z.strictObject({}) },
};

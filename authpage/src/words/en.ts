import { words as common } from './common/en.ts';
import { words as consent } from './consent/en.ts';
import { words as fields } from './fields/en.ts';
import { words as password } from './password/en.ts';
import { words as problems } from './problems/en.ts';
import { words as proving } from './proving/en.ts';
import { words as signIn } from './sign-in/en.ts';
import { words as signOut } from './sign-out/en.ts';
import { words as signUp } from './sign-up/en.ts';

/** Every sentence of the pages. A sentence is never built from pieces: what varies is a parameter of a function. */
export const en = {
  ...common,
  ...consent,
  ...fields,
  ...password,
  ...problems,
  ...proving,
  ...signIn,
  ...signOut,
  ...signUp,
};

export type Words = typeof en;

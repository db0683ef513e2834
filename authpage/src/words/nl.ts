import type { Words } from './en.ts';
import { words as common } from './common/nl.ts';
import { words as consent } from './consent/nl.ts';
import { words as fields } from './fields/nl.ts';
import { words as password } from './password/nl.ts';
import { words as problems } from './problems/nl.ts';
import { words as proving } from './proving/nl.ts';
import { words as signIn } from './sign-in/nl.ts';
import { words as signOut } from './sign-out/nl.ts';
import { words as signUp } from './sign-up/nl.ts';

/** Nederlands. */
export const nl: Words = {
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

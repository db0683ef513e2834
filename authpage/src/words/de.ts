import type { Words } from './en.ts';
import { words as common } from './common/de.ts';
import { words as consent } from './consent/de.ts';
import { words as fields } from './fields/de.ts';
import { words as password } from './password/de.ts';
import { words as problems } from './problems/de.ts';
import { words as proving } from './proving/de.ts';
import { words as signIn } from './sign-in/de.ts';
import { words as signOut } from './sign-out/de.ts';
import { words as signUp } from './sign-up/de.ts';

/** Deutsch. */
export const de: Words = {
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

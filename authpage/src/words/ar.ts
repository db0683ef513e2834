import type { Words } from './en.ts';
import { words as common } from './common/ar.ts';
import { words as consent } from './consent/ar.ts';
import { words as fields } from './fields/ar.ts';
import { words as password } from './password/ar.ts';
import { words as problems } from './problems/ar.ts';
import { words as proving } from './proving/ar.ts';
import { words as signIn } from './sign-in/ar.ts';
import { words as signOut } from './sign-out/ar.ts';
import { words as signUp } from './sign-up/ar.ts';

/** العربية. */
export const ar: Words = {
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

import type { Words } from './en.ts';
import { words as common } from './common/es.ts';
import { words as consent } from './consent/es.ts';
import { words as fields } from './fields/es.ts';
import { words as password } from './password/es.ts';
import { words as problems } from './problems/es.ts';
import { words as proving } from './proving/es.ts';
import { words as signIn } from './sign-in/es.ts';
import { words as signOut } from './sign-out/es.ts';
import { words as signUp } from './sign-up/es.ts';

/** Español. */
export const es: Words = {
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

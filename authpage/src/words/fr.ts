import type { Words } from './en.ts';
import { words as common } from './common/fr.ts';
import { words as consent } from './consent/fr.ts';
import { words as fields } from './fields/fr.ts';
import { words as password } from './password/fr.ts';
import { words as problems } from './problems/fr.ts';
import { words as proving } from './proving/fr.ts';
import { words as signIn } from './sign-in/fr.ts';
import { words as signOut } from './sign-out/fr.ts';
import { words as signUp } from './sign-up/fr.ts';

/** Français. */
export const fr: Words = {
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

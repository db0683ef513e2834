import { plural } from '../plural.ts';

/** What is said of a new password. */
export const words = {
  password: {
    hint: 'At least 10 characters. A few unrelated words work well.',
    tooShort: (missing: number) =>
      plural('en', missing, {
        one: 'Add at least 1 more character.',
        other: (count) => `Add at least ${count} more characters.`,
      }),
    tooLong: 'Use at most 1,024 characters.',
    isEmail: 'Use a password that is not your e-mail address.',
    common: 'Many people use this password, so it is guessed first. Choose something of your own.',
    predictable: 'This is a pattern that is guessed early. Add a few unrelated words.',
    different: 'The two passwords differ. Type the same one twice.',
    strength: {
      weak: 'Strength: weak',
      fair: 'Strength: fair',
      good: 'Strength: good',
      strong: 'Strength: strong',
    },
  },
};

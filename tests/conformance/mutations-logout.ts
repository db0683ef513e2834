import { html, location, type Mutation, sentTo } from './mutation.ts';

/** Servers that sign nobody out, or send them where nobody asked. */
export const logoutMutations: readonly Mutation[] = [
  { name: 'a logout does not come back', answered: location(/\/signed-out(?=\?|$)/, '/elsewhere') },
  { name: 'a logout brings another state back', answered: location(/(signed-out\?state=)./, '$1_') },
  {
    name: 'a logout sends everybody back',
    answered: ({ url }, { status, headers }) =>
      status === 200 && /^\/(logout|signed-out)$/.test(url.pathname)
        ? sentTo('https://app.example/signed-out', headers)
        : undefined,
  },
  { name: 'the frame of a session never sees a change', answered: html(/'changed'/, `'unchanged'`) },
  { name: 'the page of a logout forgets whose session it was', answered: html(/\\u0026sid=[^\"\\]*/, '') },
];

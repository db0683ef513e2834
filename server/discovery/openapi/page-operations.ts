import { accountSections } from '../../../contract/account.ts';
import { LOGO_PATH } from '../../clients/logos/client-logos.ts';
import { PICTURE_PATH } from '../../accounts/picture.ts';
import { ERRORS_PATH } from '../../protocol/error-uri.ts';
import { paths } from '../paths.ts';
import { idOfPath, type Operation } from './operation.ts';

/** Path → what somebody sees there. */
const pages: Readonly<Record<string, string>> = {
  '/': 'Leads to the account page',
  '/account': 'The account page',
  ...Object.fromEntries(
    accountSections.map((section) => [`/account/${section}`, `Account page: ${section}`]),
  ),
  '/interaction/:id': 'One trip: sign-in, sign-up, consent',
  '/interaction/:id/finish': 'Ends a trip: the answer goes to the client',
  '/interaction/:id/restart': 'Begins the same request again',
  '/sign-up': 'Behind the mailed link of a sign-up',
  '/reset': 'Behind the mailed link for a new password',
  '/undo-email-change': 'Behind the mailed link that takes a change of address back',
  '/email-change': 'Behind the mailed link of a new address',
  '/device': 'Where the code of a device is typed (RFC 8628)',
  '/ciba/:id': 'Where somebody answers a client that asks elsewhere (CIBA)',
  '/logout/continue/:ticket': 'Signs out, after the question was answered',
  '/logout/leave/:ticket': 'Leaves the question unanswered',
  '/signed-out': 'Says that somebody is signed out',
  '/.well-known/change-password': 'Leads to where a password is changed',
  [paths.checkSession]: 'The frame of OpenID Connect Session Management',
  [ERRORS_PATH]: 'Every error code, why, and what to do',
};

const forDevelopers: Readonly<Record<string, string>> = {
  '/playground': 'Tries the code flow in a browser',
  '/dev/mail': 'The letters that would have been sent',
};

const pictures: Readonly<Record<string, string>> = {
  [`${LOGO_PATH}/:digest`]: 'The logo of a client, drawn anew',
  [`${PICTURE_PATH}/:id`]: 'The picture of an account, drawn anew',
};

/** What people and their browsers look at. */
export const pageOperations: readonly Operation[] = [
  ...Object.entries(pages).map(([path, summary]) => html(path, summary, 'Pages')),
  ...Object.entries(forDevelopers).map(([path, summary]) => html(path, summary, 'Development')),
  ...Object.entries(pictures).map(([path, summary]) => picture(path, summary)),
];

function html(path: string, summary: string, tag: 'Pages' | 'Development'): Operation {
  return {
    ...{ method: 'get', path, id: `show${idSuffix(path)}`, tag, summary },
    answers: {
      200: { description: 'The page.', content: { type: 'text/html' } },
      303: { description: 'On to the next page.', headers: ['Location'] },
    },
    refusal: 'page',
  };
}

function picture(path: string, summary: string): Operation {
  return {
    ...{ method: 'get', path, id: `picture${idSuffix(path)}`, tag: 'Pages', summary },
    answers: { 200: { description: 'A PNG.', content: { type: 'image/png' }, headers: ['Cache-Control'] } },
    refusal: 'oauth',
  };
}

function idSuffix(path: string): string {
  const id = path === '/' ? 'home' : idOfPath(path);
  return id.slice(0, 1).toUpperCase() + id.slice(1);
}

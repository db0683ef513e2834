import type Router from '@koa/router';
import { languageCalls } from '../../contract/language.ts';
import { keepLocale } from './locale-choice.ts';
import { pageCall } from './page-call.ts';
import type { Web } from './web.ts';

/** The language that somebody chose at the foot of a page, for this browser. Nobody need be signed in to read. */
export function languageRoute(router: Router, web: Web): void {
  const path = '/language';
  pageCall(router, web, path, languageCalls[path], ({ locale }, request) => {
    keepLocale(request, locale, web.clock);
    return Promise.resolve({});
  });
}

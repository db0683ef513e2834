import type { PageData } from '../../contract/page.ts';

/** What the server says this page is: JSON in the document, so that the first paint waits for no request. */
export function readPageData(): PageData {
  const element = document.getElementById('page-data');
  if (!element?.textContent) throw new Error('this page carries no data');
  return JSON.parse(element.textContent);
}

/** The page data of one view. */
export type DataOf<View extends PageData['view']> = Extract<PageData, { view: View }>;

import type { Locale, PageData } from '../../contract/page.ts';
import type { Destination } from './destination.ts';

type WithoutFrame<Data> = Data extends PageData ? Omit<Data, 'locale' | 'serverName' | 'requestId'> : never;

/** A page without its frame, which http/page.ts adds. */
export type PageBody = WithoutFrame<PageData>;

/** What a browser route answers. Status codes and headers are made from it in http/. */
export type Reply =
  | {
      readonly kind: 'page';
      readonly status: number;
      readonly body: PageBody;
      /** Origins of others that the page may load in frames. */
      readonly frameOrigins?: readonly string[];
      readonly locale?: Locale | undefined;
    }
  /** 303 See Other, no-store. */
  | { readonly kind: 'redirect'; readonly to: Destination }
  /** A file to keep, of plain JSON: saved under that name, shown by nothing, stored nowhere on its way. */
  | { readonly kind: 'download'; readonly name: `${string}.json`; readonly content: object }
  /** A page that posts `fields` to `to` by itself (OAuth 2.0 Form Post Response Mode §2). */
  | {
      readonly kind: 'form-post';
      readonly to: Destination;
      readonly fields: Readonly<Record<string, string>>;
    };

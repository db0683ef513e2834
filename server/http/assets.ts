/** The built pages: which files an entry needs, from Vite's manifest, read once. */
export interface Assets {
  /** Script and style URLs of an entry (`sign-in`, `account`, `playground`), with their integrity hashes. */
  entry(name: 'sign-in' | 'account' | 'playground'): {
    readonly script: { readonly url: string; readonly integrity: string };
    readonly styles: readonly { readonly url: string; readonly integrity: string }[];
    /** URL of the OPAQUE worker, preloaded by the page; undefined where it is not used. */
    readonly worker: string | undefined;
  };
}

/** A built file and its subresource integrity hash. */
export interface Asset {
  readonly url: string;
  readonly integrity: string;
}

/** The built pages: which files an entry needs, from Vite's manifest, read once. */
export interface Assets {
  /** Script and style URLs of an entry (`sign-in`, `account`, `playground`), with their integrity hashes. */
  entry(name: EntryName): {
    readonly script: Asset;
    readonly styles: readonly Asset[];
    /** URL of the OPAQUE worker, preloaded by the page; undefined where it is not used. */
    readonly worker: string | undefined;
  };
}

export type EntryName = 'sign-in' | 'account' | 'playground';

import { type CommonPasswords, NOTHING_COMMON, parseCommonPasswords } from './common.ts';

let loading: Promise<CommonPasswords> | undefined;

/** The bundled list, as a chunk of its own that only a person with a new password loads. Never throws. */
export function loadCommonPasswords(): Promise<CommonPasswords> {
  loading ??= import('./common-passwords.txt?raw').then(
    (file) => parseCommonPasswords(file.default),
    () => {
      loading = undefined;
      return NOTHING_COMMON;
    },
  );
  return loading;
}

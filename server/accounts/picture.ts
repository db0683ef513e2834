import { newBytes } from '../platform/random.ts';

const ID_BYTES = 24;
const ID = /^[A-Za-z0-9_-]{32}$/;

/** Where pictures of people are: whoever has the address was told it, so nobody is asked who they are. */
export const PICTURE_PATH = '/picture';

export function newPictureId(): string {
  return newBytes(ID_BYTES).toString('base64url');
}

export function isPictureId(text: string): boolean {
  return ID.test(text);
}

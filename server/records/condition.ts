import type { SealedRecord } from './record-store.ts';

const TAGS_MAX = 16;
/** As we write it; what else stands in a list is the tag of something else. */
const TAG = /^"([1-9]\d{0,14})"$/;
const REVISION_MAX = 999_999_999;

/** The entity tag of a record: strong, since a revision has one value only (RFC 9110 §8.8.3). */
export function etagOf({ revision }: Pick<SealedRecord, 'revision'>): string {
  return `"${revision}"`;
}

/** RFC 9110 §13.1.1: whatever there is, or one of these revisions. Weak tags match nothing, nor do higher revisions. */
export function parseIfMatch(header: string, revisionMax = REVISION_MAX): 'any' | readonly number[] {
  if (header.trim() === '*') return 'any';
  return header.split(',', TAGS_MAX).flatMap((tag) => {
    const revision = TAG.exec(tag.trim())?.[1];
    return revision === undefined || Number(revision) > revisionMax ? [] : [Number(revision)];
  });
}

/** RFC 9110 §13.1.2: true when the caller has that state already; weak comparison, and `*` stands for any. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',', TAGS_MAX).map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
}

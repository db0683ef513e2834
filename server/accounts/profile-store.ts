import type { Locale } from '../../contract/page.ts';
import type { AuditEvent } from '../audit/event.ts';

/** What a person tells of themselves besides the name, by the fields of the contract; an absent one was left empty. */
export interface ToldProfile {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly nickname?: string;
  readonly website?: string;
  /** BCP 47. */
  readonly locale?: string;
  /** IANA. */
  readonly zoneinfo?: string;
  /** Of a profile that was opened (told.ts) there is none: one that was not does not pass for it. */
  readonly sealed?: never;
}

/** A profile as it lies: what is private is sealed. One that was written by the release before has it in clear. */
export interface StoredProfile extends Omit<ToldProfile, 'sealed'> {
  readonly sealed?: string;
}

export interface ResealedProfile {
  readonly accountId: string;
  readonly before: StoredProfile;
  readonly after: StoredProfile;
}

export interface Picture {
  /** Unguessable, and new with every picture (`newPictureId`). */
  readonly id: string;
  readonly png: Buffer;
}

/** Every change moves `updatedAtSeconds` of the account (OIDC Core §5.1, `updated_at`) and writes the event with it. */
export interface ProfileStore {
  find(
    accountId: string,
  ): Promise<{ readonly told: StoredProfile; readonly pictureId: string | undefined } | undefined>;
  /** `letters`: the language that letters are written in from now on. */
  save(
    accountId: string,
    profile: { readonly name: string; readonly told: StoredProfile; readonly letters: Locale | undefined },
    event: AuditEvent,
  ): Promise<void>;
  /** Takes the place of the one there was, whose address then leads nowhere. */
  savePicture(accountId: string, picture: Picture, event: AuditEvent): Promise<void>;
  removePicture(accountId: string, event: AuditEvent): Promise<void>;
  /** Of an account that is there, whoever asks. */
  picture(id: string): Promise<Buffer | undefined>;
  /** Profiles with private fields in clear, of any account; at most `limit`. */
  inClear(limit: number): Promise<readonly { readonly accountId: string; readonly told: ToldProfile }[]>;
  /** Puts the one in the place of the other, where it still stands. */
  reseal(profiles: readonly ResealedProfile[]): Promise<void>;
}

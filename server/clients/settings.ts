import type { ClientMetadata } from '../protocol/client-metadata.ts';
import { type ClientSettings, clientSettingMembers, settingField } from '../protocol/client-settings.ts';

const members = Object.keys(clientSettingMembers).map((member) => ({ member, field: settingField(member) }));

/** The settings that metadata ask for; what is absent stays absent. */
export function settingsOf(metadata: ClientMetadata): ClientSettings {
  const asked: Readonly<Record<string, unknown>> = metadata;
  return Object.fromEntries(
    members.flatMap(({ member, field }) => (asked[member] === undefined ? [] : [[field, asked[member]]])),
  );
}

/** The same settings by their registered names. */
export function settingsMetadata(settings: ClientSettings): Readonly<Record<string, unknown>> {
  const kept: Readonly<Record<string, unknown>> = settings;
  return Object.fromEntries(members.map(({ member, field }) => [member, kept[field]]));
}

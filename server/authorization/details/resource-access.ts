import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { findResource } from '../../protocol/resources.ts';
import type { DetailType } from './detail-type.ts';
import { shownText, shownTexts } from './shown.ts';

const LOCATIONS_MAX = 8;

/**
 * Access to single things at a resource server, finer than a scope says it: RFC 9396 §2.2 `locations` (registered
 * resources), `actions` and one `identifier`. For operators who need no type of their own.
 */
export function resourceAccess(config: Pick<Config, 'issuer' | 'resources'>): DetailType {
  const schema = z.strictObject({
    type: z.literal('resource_access'),
    locations: z
      .array(z.string().refine((location) => findResource(config, location) !== undefined))
      .min(1)
      .max(LOCATIONS_MAX),
    actions: shownTexts.optional(),
    identifier: shownText.optional(),
  });
  return {
    type: 'resource_access',
    schema,
    tell(detail) {
      const { locations, actions, identifier } = schema.parse(detail);
      const names = locations.map((location) => findResource(config, location)?.name ?? location);
      return {
        type: 'resource_access',
        text: { en: `act at ${names.join(', ')}`, nl: `handelen bij ${names.join(', ')}` },
        facts: [
          { label: { en: 'Where', nl: 'Waar' }, value: locations.join(', ') },
          ...(actions ? [{ label: { en: 'Actions', nl: 'Handelingen' }, value: actions.join(', ') }] : []),
          ...(identifier === undefined ? [] : [{ label: { en: 'What', nl: 'Wat' }, value: identifier }]),
        ],
      };
    },
  };
}

import { deviceName } from '../account/device.ts';
import type { Caller } from '../http/caller.ts';
import type { Occasion } from '../mail/messages/facts.ts';
import type { Clock } from '../platform/clock.ts';

/** When and from where something is being done, as a letter tells it. */
export function occasionOf(clock: Clock, { userAgent, addressPrefix }: Caller): Occasion {
  return { atSeconds: clock.nowSeconds(), device: deviceName(userAgent), addressPrefix };
}

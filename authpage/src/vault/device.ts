import { keyProof } from './account-key.ts';
import type { Answers, KeyOwner } from './calls.ts';
import type { DeviceKeys } from './device-store.ts';
import { newDeviceKey, openOnDevice, sealForDevice } from './device-wrap.ts';
import { type Kept, heldBy, keep } from './kept.ts';

type OnDevice = 'keep-device' | 'find-device' | 'open-device' | 'forget-device';

/** How the account key stays open in this browser, as long as a session lives. */
export function onDevice(kept: Kept, devices: DeviceKeys): Pick<Answers, OnDevice> {
  return {
    async 'keep-device'(owner) {
      const held = heldBy(kept, owner);
      const device = await newDeviceKey();
      const wrap = await sealForDevice(owner, held, device);
      await devices.keep(nameOf(owner), device);
      return { generation: held.generation, proof: await keyProof(owner, held), ...wrap };
    },

    async 'find-device'(owner) {
      return { deviceId: (await devices.find(nameOf(owner)))?.id };
    },

    async 'open-device'({ share, jwe, ...owner }) {
      const device = await devices.find(nameOf(owner));
      const held = device && (await openOnDevice(owner, { share, jwe }, device));
      if (held) keep(kept, owner, held);
      return { opened: held !== undefined };
    },

    async 'forget-device'(owner) {
      await devices.forget(nameOf(owner));
      return {};
    },
  };
}

function nameOf({ issuer, accountId }: KeyOwner): string {
  return JSON.stringify([issuer, accountId]);
}

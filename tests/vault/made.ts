import { randomBytes } from 'node:crypto';

/** 32 random bytes, as a holder of a key says them. */
export function aProof(): string {
  return randomBytes(32).toString('base64url');
}

/** The shape of a wrap: the server looks no further. */
export function aJwe(): string {
  return [57, 0, 16, 43, 22]
    .map((characters) => randomBytes(characters).toString('base64url').slice(0, characters))
    .join('.');
}

/** What a recovery key is split into by the page that made it. */
export function aRecovery() {
  return { lookup: randomBytes(16).toString('base64url'), proof: aProof(), jwe: aJwe() };
}

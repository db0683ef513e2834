import { derivations, fileKeyText, headers, keyText, partyV, recoveryText, scopedJwk } from './formats.ts';
import { sealAgreed, sealDirect } from './jwe.ts';
import { type Draw, b64u, digest, framed, keyPair, publicOf, thumbprint } from './primitives.ts';

const who = { iss: 'https://id.example', sub: 'acc_5hJq0Zr8' };
const ISSUED_AT = 1_790_000_000;

/** What docs/scoped-keys.vectors.json must hold: made from fixed inputs, with randomness that is none. */
export function golden() {
  const keys = {
    mk: seed('account key 1'),
    newer: seed('account key 2'),
    exportKey: Buffer.concat([seed('export key'), seed('export key, second half')]),
    laterExportKey: Buffer.concat([seed('later export key'), seed('later export key, second half')]),
    code: seed('recovery code').subarray(0, 20),
    prf: seed('prf'),
  };
  return {
    about:
      'Test vectors of docs/scoped-keys.md. Bytes are base64url, except where a name ends in Hex. Randomness is SHA-256 of a label and is for tests alone.',
    ...who,
    accountKey: b64u(keys.mk),
    newerAccountKey: b64u(keys.newer),
    exportKey: b64u(keys.exportKey),
    laterExportKey: b64u(keys.laterExportKey),
    frames: [[], [''], ['a', 'bc'], ['ab', 'c'], ['scoped-key/v1', who.iss, 'notes', 'key:notes']].map(
      (parts) => ({ parts, framedHex: framed(parts).toString('hex') }),
    ),
    keyProof: b64u(derivations.keyProof(who, keys.mk, 1)),
    wraps: wraps(keys),
    recovery: recovery(keys),
    passkey: passkey(keys),
    device: device(keys),
    items: items(keys),
    file: file(),
    scopedKeys: scopedKeys(keys.mk),
    deliveries: [
      delivery('tacet', 'P-256', keys),
      delivery('tacet', 'X25519', keys),
      delivery('mozilla', 'P-256', keys),
    ],
  };
}

interface Keys {
  readonly mk: Buffer;
  readonly newer: Buffer;
  readonly exportKey: Buffer;
  readonly laterExportKey: Buffer;
  readonly code: Buffer;
  readonly prf: Buffer;
}

function wraps({ mk, newer, exportKey, laterExportKey }: Keys) {
  const earlier = derivations.exportKek(who, exportKey);
  const later = derivations.exportKek(who, laterExportKey);
  const older = derivations.olderKek(who, newer, 1);
  return [
    wrap('opaque', mk, earlier, headers.wrap(who, 1, 'opaque')),
    wrap('bridge', earlier, later, headers.wrap(who, 1, 'bridge')),
    wrap('successor', mk, older, headers.wrap(who, 1, 'successor', '2')),
  ];
}

function wrap(name: string, payload: Buffer, kek: Buffer, header: ReturnType<typeof headers.wrap>) {
  const jwe = sealDirect(header, kek, payload, draws(name));
  return { name, kek: b64u(kek), header, payload: b64u(payload), jwe };
}

function recovery({ mk, code }: Keys) {
  const { lookup, proof, kek } = derivations.recovery(who, code);
  const header = headers.wrap(who, 1, 'recovery', b64u(lookup));
  return {
    code: b64u(code),
    text: recoveryText(code),
    lookup: b64u(lookup),
    proof: b64u(proof),
    ...wrap('recovery', mk, kek, header),
  };
}

function passkey({ mk, prf }: Keys) {
  const credentialId = b64u(seed('credential id').subarray(0, 16));
  const pair = keyPair('P-256', seed('passkey scalar'));
  const kek = derivations.prfKek(who, credentialId, prf);
  const listKey = derivations.listKey(who, mk);
  const point = publicOf(pair);
  return {
    credentialId,
    salt: b64u(derivations.prfSalt()),
    prf: b64u(prf),
    kek: b64u(kek),
    listKey: b64u(listKey),
    privateJwk: pair,
    jwe: sealAgreed(headers.wrap(who, 1, 'prf', credentialId), point, mk, draws('passkey wrap')),
    privateJwe: sealDirect(headers.prfKey(who, credentialId), kek, keyText(pair), draws('passkey private')),
    publicJwe: sealDirect(
      headers.recipient(who, 1, credentialId),
      listKey,
      keyText(point),
      draws('passkey list'),
    ),
  };
}

function device({ mk }: Keys) {
  const deviceId = b64u(seed('device id').subarray(0, 16));
  const [deviceKey, share] = [seed('device key'), seed('share')];
  const kek = derivations.deviceKek(who, deviceKey, deviceId, share);
  return {
    ...{ deviceId, deviceKey: b64u(deviceKey), share: b64u(share) },
    ...wrap('device', mk, kek, headers.wrap(who, 1, 'device', deviceId)),
  };
}

function items({ mk }: Keys) {
  return ['', 'Ein Schlüssel 🗝️'].map((text, at) => {
    const id = `note-${at}`;
    const key = derivations.itemKey(who, mk, '', id);
    const jwe = sealDirect(headers.item(who, 1, '', id), key, Buffer.from(text), draws(id));
    return { id, text, key: b64u(key), jwe, body: b64u(jwe) };
  });
}

/** Two parts of a file, of what `items` holds and of what another program wrote. */
function file() {
  const code = seed('file code').subarray(0, 20);
  const { file, key } = derivations.file(who, code);
  const [createdAt, updatedAt] = [ISSUED_AT - 100, ISSUED_AT - 50];
  const contents = [
    [{ id: 'note-0', createdAt, updatedAt, item: { kind: 'note', title: 'Schlüssel 🗝️', text: '' } }],
    [{ id: 'note-1', createdAt, updatedAt, item: 'no JSON' }],
  ];
  const parts = contents.map((entries, part) => {
    const header = headers.file(who, file, ISSUED_AT, part, contents.length);
    return sealDirect(header, key, Buffer.from(JSON.stringify(entries)), draws(`file, part ${part}`));
  });
  return {
    code: b64u(code),
    text: fileKeyText(code),
    key: b64u(key),
    items: contents.flat(),
    document: { format: 'tacet-vault-export', v: 1, ...who, exportedAt: ISSUED_AT, file, parts },
  };
}

const SCOPES = [
  { scope: 'key:notes', rotationSalt: Buffer.alloc(32), rotatedAtSeconds: 0 },
  {
    scope: 'https://notes.example/keys/drafts',
    rotationSalt: seed('rotation'),
    rotatedAtSeconds: 1_780_000_000,
  },
] as const;

function scopedKeys(mk: Buffer) {
  return SCOPES.map(({ scope, rotationSalt, rotatedAtSeconds }) => {
    const km = derivations.scoped(who, mk, rotationSalt, 'notes', scope);
    const sinceSeconds = 1_770_000_000;
    const jwk = scopedJwk(km, scope, Math.max(sinceSeconds, rotatedAtSeconds), 'tacet');
    return {
      keyGroup: 'notes',
      scope,
      rotationSalt: b64u(rotationSalt),
      rotatedAtSeconds,
      sinceSeconds,
      km: b64u(km),
      jwk,
    };
  });
}

function delivery(format: 'tacet' | 'mozilla', crv: 'P-256' | 'X25519', { mk, newer }: Keys) {
  const app = keyPair(crv, seed(`app ${crv}`));
  const transaction = {
    clientId: 'notes-web',
    redirectUri: 'https://notes.example/callback',
    codeChallenge: b64u(digest('a code verifier of forty-three characters .')),
  };
  const kid = format === 'mozilla' ? 'the app named it so' : thumbprint(app);
  const { clientId, redirectUri, codeChallenge } = transaction;
  const apv = partyV(clientId, redirectUri, codeChallenge, thumbprint(app));
  const current = bundleKeys(newer, 1_780_500_000, format);
  const before = bundleKeys(mk, 1_770_000_000, format);
  const older = Object.fromEntries(Object.entries(before).map(([scope, key]) => [scope, [key]]));
  const bundle =
    format === 'mozilla'
      ? current
      : { iss: who.iss, sub: 'pairwise-subject', aud: clientId, iat: ISSUED_AT, keys: current, older };
  const header = format === 'mozilla' ? headers.mozilla(kid) : headers.delivery(who.iss, kid, apv);
  const jwe = sealAgreed(
    header,
    publicOf(app),
    Buffer.from(JSON.stringify(bundle)),
    draws(`${format} ${crv}`),
  );
  const keysJwk = b64u(JSON.stringify(format === 'mozilla' ? { ...publicOf(app), kid } : publicOf(app)));
  return {
    format,
    ...transaction,
    privateJwk: app,
    keysJwk,
    thumbprint: thumbprint(app),
    apv,
    header,
    bundle,
    jwe,
  };
}

function bundleKeys(mk: Buffer, sinceSeconds: number, format: 'tacet' | 'mozilla') {
  return Object.fromEntries(
    SCOPES.map(({ scope, rotationSalt, rotatedAtSeconds }) => {
      const km = derivations.scoped(who, mk, rotationSalt, 'notes', scope);
      return [scope, scopedJwk(km, scope, Math.max(sinceSeconds, rotatedAtSeconds), format)];
    }),
  );
}

function seed(label: string): Buffer {
  return digest(`tacet scoped keys vectors: ${label}`);
}

/** What is random elsewhere. */
function draws(label: string): Draw {
  let count = 0;
  return (bytes) => seed(`${label}, draw ${++count}`).subarray(0, bytes);
}

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { opaqueClient } from '../../server/login/client-half.ts';
import { opaque } from '../../server/login/opaque.ts';
import { clientVector, credentialIdentifier, password, serverVectors } from './rfc9807-vectors.ts';

describe('OP-10 the library as it is installed, against RFC 9807 Appendix C', () => {
  const setup = setupOf(clientVector);

  it('getPublicKey gives server_public_key', () => {
    assert.equal(hex(opaque.publicKey(setup)), clientVector.serverPublicKey);
    for (const vector of serverVectors)
      assert.equal(hex(opaque.publicKey(setupOf(vector))), vector.serverPublicKey);
  });

  it('startRegistration gives registration_request', () => {
    const { registrationRequest } = drawing([blind(clientVector.blindRegistration)], () =>
      opaqueClient.startRegistration(password),
    );
    assert.equal(hex(registrationRequest), clientVector.registrationRequest);
  });

  it('evaluate gives registration_response', () => {
    const registrationRequest = base64url(clientVector.registrationRequest);
    const response = opaque.evaluate({ setup, credentialId: credentialIdentifier, registrationRequest });
    assert.equal(hex(response), clientVector.registrationResponse);
  });

  it('startLogin of the client gives KE1', () => {
    const { blindLogin, clientKeyshareSeed, clientNonce } = clientVector;
    const { startLoginRequest } = drawing([blind(blindLogin), clientKeyshareSeed, clientNonce], () =>
      opaqueClient.startLogin(password),
    );
    assert.equal(hex(startLoginRequest), clientVector.ke1);
  });

  for (const vector of serverVectors) {
    it(`startLogin of the server gives KE2 up to its MAC (${vector.section})`, () => {
      // The library draws a masking key for a stranger first, whether or not there is one.
      const drawn = ['00'.repeat(64), vector.maskingNonce, vector.serverKeyshareSeed, vector.serverNonce];
      const { loginResponse } = drawing(drawn, () =>
        opaque.startLogin({
          setup: setupOf(vector),
          credentialId: credentialIdentifier,
          registrationRecord: base64url(vector.record),
          startLoginRequest: base64url(vector.ke1),
        }),
      );
      assert.equal(hex(loginResponse).slice(0, vector.ke2.length), vector.ke2);
    });
  }

  it('is the WebAssembly that was reviewed', () => {
    const file = createRequire(import.meta.url).resolve('@serenity-kit/opaque');
    const [wasm] = /[A-Za-z0-9+/]{100000,}={0,2}/.exec(readFileSync(file, 'utf8')) ?? [];
    assert.ok(wasm, 'the inlined module was not found');
    assert.equal(
      createHash('sha256').update(Buffer.from(wasm, 'base64')).digest('hex'),
      '32255973125fe9ac1fdf54d7f152361b302299f4b6678a1cb1c9baa978f0d6db',
    );
  });
});

/** oprf_seed, server_private_key, and a point for the library's own decoys, which no vector reaches. */
function setupOf(vector: {
  readonly oprfSeed: string;
  readonly serverPrivateKey: string;
  readonly serverPublicKey: string;
}): string {
  return base64url(vector.oprfSeed + vector.serverPrivateKey + vector.serverPublicKey);
}

/** A scalar is drawn as 64 bytes and reduced. */
function blind(scalar: string): string {
  return scalar + '00'.repeat(32);
}

/** Runs the act with these bytes in place of randomness, and demands that all of them were drawn. */
function drawing<Result>(values: readonly string[], act: () => Result): Result {
  const bytes = Buffer.from(values.join(''), 'hex');
  let drawn = 0;
  const genuine = globalThis.crypto.getRandomValues;
  Object.defineProperty(globalThis.crypto, 'getRandomValues', {
    configurable: true,
    value: (target: Uint8Array) => {
      assert.ok(drawn + target.length <= bytes.length, 'more randomness was drawn than the vector has');
      target.set(bytes.subarray(drawn, drawn + target.length));
      drawn += target.length;
      return target;
    },
  });
  try {
    return act();
  } finally {
    Object.defineProperty(globalThis.crypto, 'getRandomValues', { configurable: true, value: genuine });
    assert.equal(drawn, bytes.length);
  }
}

function base64url(hexadecimal: string): string {
  return Buffer.from(hexadecimal, 'hex').toString('base64url');
}

function hex(text: string): string {
  return Buffer.from(text, 'base64url').toString('hex');
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { returnHost } from '../../server/interaction/return-host.ts';

const table = [
  ['https://app.example/callback', 'app.example'],
  ['https://app.example:8443/callback', 'app.example:8443'],
  ['http://localhost:3000/cb', 'localhost:3000'],
  ['http://127.0.0.1:49152/cb', '127.0.0.1'],
  ['http://[::1]:49152/cb', '[::1]'],
  ['http://127.0.0.1.evil.example/cb', '127.0.0.1.evil.example'],
  ['http://127.0.0.1@evil.example/cb', 'evil.example'],
  ['https://good.example@evil.example/cb', 'evil.example'],
  ['com.example.app:/callback', 'com.example.app'],
  ['com.example.app://callback', 'com.example.app'],
  ['https://аpp.example/cb', 'xn--pp-6kc.example'],
  ['no address', ''],
] as const;

describe('the host that a person is shown', () => {
  for (const [address, host] of table)
    it(`${address} is ${host}`, () => assert.equal(returnHost(address), host));
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPublicAddress } from '../../server/http/egress-address.ts';
import { BYTES_MAX, causedBy, egressTo, refusedFor, target } from './egress-target.ts';

describe('the egress', () => {
  it('calls what it may, with host, headers and body as they were asked for', async () => {
    await using server = await target((request, response) => {
      const heard: Buffer[] = [];
      request.on('data', (chunk: Buffer) => heard.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        response.setHeader('Cache-Control', 'max-age=600');
        response.end(JSON.stringify({ method, url, headers, body: String(Buffer.concat(heard)) }));
      });
    });
    const egress = egressTo({ allow: '127.0.0.0/8 ::1', caFile: server.caFile });
    const answer = await egress.call({
      url: `${server.url}/there?x=1`,
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: 'logout',
      bytesMax: BYTES_MAX,
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'max-age=600');
    const { headers, ...seen } = JSON.parse(String(answer.body));
    assert.deepEqual(seen, { method: 'POST', url: '/there?x=1', body: 'logout' });
    assert.equal(headers.host, `localhost:${server.port}`);
    assert.equal(headers['accept-encoding'], 'identity');
    assert.equal(headers['content-type'], 'text/plain');
  });

  it('C24 a destination of the list may be called by name, and no other port with it', async () => {
    await using server = await target((_, response) => response.end('{}'));
    const egress = egressTo({ allow: `localhost:${server.port}`, caFile: server.caFile });
    assert.equal((await egress.call({ url: server.url, bytesMax: BYTES_MAX })).status, 200);
    await refusedFor(egress, `https://127.0.0.1:${server.port}`);
    await refusedFor(egress, `https://localhost:${server.port + 1}`);
  });

  it('believes no certificate that nobody vouches for', async () => {
    await using server = await target((_, response) => response.end('{}'));
    await refusedFor(egressTo({ allow: '127.0.0.1 ::1' }), server.url);
  });

  it('C24 speaks plain http to an allowed loopback address alone', async () => {
    await using server = await target((_, response) => response.end('{}'), { plain: true });
    const { status } = await egressTo({ allow: '127.0.0.0/8 ::1' }).call({ url: server.url, bytesMax: 10 });
    assert.equal(status, 200);
    const before = server.connections();
    await refusedFor(egressTo({}), server.url);
    const elsewhere = egressTo({ allow: '10.0.0.1' }, () => Promise.resolve(['10.0.0.1']));
    await refusedFor(elsewhere, 'http://app.test');
    assert.equal(server.connections(), before);
  });

  it('★SS-01 calls no address that is not of the public internet', async () => {
    await using canary = await target((_, response) => response.end('{}'), { plain: true });
    const hosts = [
      '127.0.0.1',
      '0.0.0.0',
      '10.0.0.1',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '[::1]',
      '[::]',
      '[::ffff:a9fe:a9fe]',
      '[::ffff:127.0.0.1]',
      '[::127.0.0.1]',
      '[fd00::1]',
      '[fe80::1]',
      '[fec0::1]',
      '[64:ff9b::7f00:1]',
      '[64:ff9b:1::a00:1]',
      '[2002:7f00:1::1]',
      '[2001:0:7f00:1::1]',
      '[4000::1]',
      '2130706433',
      '0x7f.1',
      '0177.1',
      '127.1',
      'localhost',
      'localhost.',
      'a.localhost',
      '224.0.0.1',
      '255.255.255.255',
      '198.18.0.1',
      '[ff02::1]',
    ];
    const egress = egressTo({});
    for (const host of hosts) {
      for (const place of [host, `${host}:${canary.port}`]) {
        for (const scheme of ['https', 'http']) await refusedFor(egress, `${scheme}://${place}/`);
      }
    }
    assert.equal(canary.connections(), 0);
  });

  it('★SS-01 one private address among those of a name condemns it', async () => {
    await using canary = await target((_, response) => response.end('{}'), { plain: true });
    for (const found of [
      ['127.0.0.1'],
      ['93.184.215.14', '127.0.0.1'],
      ['93.184.215.14', '::1'],
      ['fd00::1'],
      [],
    ]) {
      await refusedFor(
        egressTo({}, () => Promise.resolve(found)),
        'https://app.test/',
      );
    }
    assert.equal(canary.connections(), 0);
  });

  it('★SS-01 a name that changes its mind is asked once, and the judged address is called', async () => {
    await using server = await target((_, response) => response.end('{}'));
    let asked = 0;
    const find = () => {
      asked += 1;
      return Promise.resolve([asked === 1 ? '127.0.0.1' : '127.0.0.2']);
    };
    const egress = egressTo({ allow: '127.0.0.1', caFile: server.caFile }, find);
    // The system knows no such name: only what was judged can have been connected to, and the name is its SNI.
    const request = { url: `https://rebinding.test:${server.port}`, bytesMax: 10 };
    await assert.rejects(egress.call(request), causedBy('ERR_TLS_CERT_ALTNAME_INVALID'));
    assert.deepEqual([asked, server.connections()], [1, 1]);
    await refusedFor(egress, `https://rebinding.test:${server.port}`);
    assert.deepEqual([asked, server.connections()], [2, 1]);
  });

  it('★SS-02 follows no redirect, whatever its status', async () => {
    await using canary = await target((_, response) => response.end('{}'));
    for (const status of [301, 302, 303, 307, 308]) {
      await using server = await target((_, response) => {
        response.writeHead(status, { Location: canary.url }).end();
      });
      const egress = egressTo({ allow: '127.0.0.1 ::1', caFile: server.caFile });
      assert.equal((await egress.call({ url: server.url, bytesMax: BYTES_MAX })).status, status);
    }
    assert.equal(canary.connections(), 0);
  });

  it('SS-03 knows https and its port alone', async () => {
    const egress = egressTo({}, () => Promise.resolve(['93.184.215.14']));
    const urls = [
      'file:///etc/passwd',
      'gopher://app.test/',
      'ftp://app.test/',
      'data:,x',
      'http://app.test/',
      'https://app.test:22/',
      'https://app.test:25/',
      'https://app.test:6379/',
      'https://app.test:8443/',
      'https://user@app.test/',
      'https://@app.test/',
      'https://app.test\\@evil.test/',
      'https://app.test/#x',
      'https://app.test/\n',
      ' https://app.test/',
      '//app.test/',
      '',
      'https://',
      `https://app.test/${'x'.repeat(2_000)}`,
    ];
    for (const url of urls) await refusedFor(egress, url);
  });

  it('IANA every special range is refused and the open internet is not', () => {
    for (const address of ['8.8.8.8', '93.184.215.14', '2606:4700::1111', '2a00:1450::1'])
      assert.ok(isPublicAddress(address), address);
    for (const address of [
      '192.0.0.170',
      '192.0.2.1',
      '2001:db8::1',
      '100::1',
      '5f00::1',
      'x',
      '',
      '8.8.8.8/32',
    ])
      assert.ok(!isPublicAddress(address), address);
  });
});

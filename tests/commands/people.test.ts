import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { z } from 'zod';
import { type Cli, openCli } from './cli.ts';
import { assertOneLine } from './refusals.ts';
import { PASSWORD } from '../harness/server.ts';

const invited = z.strictObject({
  email: z.string(),
  sent: z.boolean(),
  expires: z.iso.datetime(),
  link: z.string().optional(),
});
const invites = z.array(
  z.strictObject({
    email: z.string(),
    locale: z.string(),
    invited: z.iso.datetime(),
    expires: z.iso.datetime(),
  }),
);
const rows = z.array(z.object({ id: z.string(), email: z.string(), state: z.string() }));
const events = z.array(z.object({ kind: z.string(), account: z.string().optional() }));
const DAY_MILLISECONDS = 86_400_000;

describe('tacet account, for people who are not in yet or no longer', () => {
  let cli: Cli;
  let client: pg.Client;
  before(async () => {
    cli = await openCli();
    // Any command migrates.
    await cli.run(['account', 'list']);
    client = new pg.Client({ connectionString: cli.settings.DATABASE_URL });
    await client.connect();
  });
  after(async () => {
    await client.end();
    await cli.stop();
  });

  const create = async (email: string, state = 'active') => {
    const about = ['--email', email, '--name', 'Ada', '--verified', '--password-stdin', '--json'];
    const made = await cli.json(z.object({ id: z.string() }), ['account', 'create', ...about], PASSWORD);
    await client.query('update account set state = $2 where id = $1', [made.id, state]);
    return made.id;
  };
  const count = async (text: string, values: unknown[] = []) =>
    Number((await client.query(`select count(*) as n from ${text}`, values)).rows[0].n);
  const letters = (kind: string) => count('outbox_letter where kind = $1', [kind]);
  const kindsOf = async (id: string) =>
    (await cli.json(events, ['audit', 'list', '--account', id, '--json'])).map(({ kind }) => kind);

  it('CF-27 invite mails a ticket that lives seven days, and another one replaces it', async () => {
    const about = ['account', 'invite', '--email', 'New@Example.org', '--locale', 'nl', '--json'];
    const first = await cli.json(invited, about);
    assert.deepEqual([first.email, first.sent, first.link], ['new@example.org', true, undefined]);
    const left = (new Date(first.expires).getTime() - Date.now()) / DAY_MILLISECONDS;
    assert.ok(left > 6.9 && left < 7.1, `${left} days`);
    assert.equal(await letters('invite'), 1);

    const second = await cli.json(invited, [...about, '--link']);
    assert.equal(await letters('invite'), 1, 'a link that is printed is not mailed');
    assert.match(second.link ?? '', new RegExp(`^${cli.issuer}/sign-up#ti_[A-Za-z0-9_-]{43}$`));
    assert.equal(await count('sign_up_ticket where invited'), 1);
    const [listed, ...more] = await cli.json(invites, ['account', 'invites', '--json']);
    assert.deepEqual([listed?.email, listed?.locale, more.length], ['new@example.org', 'nl', 0]);
  });

  it('invite tells apart the link and the warning that it is a secret', async () => {
    const ran = await cli.run(['account', 'invite', '--email', 'hand@example.org', '--link']);
    assert.match(ran.stderr, /The link is a secret/);
    assert.match(ran.stdout, /^link: http.*#ti_/m);
    assert.match((await cli.run(['account', 'invites'])).stdout, /hand@example\.org/);
    assert.doesNotMatch((await cli.run(['account', 'invites'])).stdout, /ti_/);
  });

  it('invite says so when there is a member, and when there is one who awaits approval', async () => {
    await create('member@example.org');
    await create('waits@example.org', 'awaiting');
    const sent = await letters('invite');
    const invite = (email: string) => cli.run(['account', 'invite', '--email', email]);
    assertOneLine(await invite('Member@example.org'), /There is an account with that address already/);
    assertOneLine(await invite('waits@example.org'), /awaits approval: tacet account approve/);
    assertOneLine(await invite('nobody'), /That is no e-mail address/);
    assert.equal(await letters('invite'), sent);
  });

  it('uninvite voids the link, after asking', async () => {
    await cli.run(['account', 'invite', '--email', 'gone@example.org']);
    const named = ['account', 'uninvite', '--email', 'Gone@example.org'];
    assertOneLine(await cli.run(named), /void the invite of gone@example\.org\. Add --yes/);
    assert.equal((await cli.run([...named, '--dry-run'])).stdout, 'would uninvite gone@example.org\n');
    assert.equal(await count('sign_up_ticket where email = $1', ['gone@example.org']), 1);
    assert.equal((await cli.run([...named, '--yes'])).stdout, 'uninvited gone@example.org\n');
    assert.equal(await count('sign_up_ticket where email = $1', ['gone@example.org']), 0);
    assertOneLine(await cli.run([...named, '--yes']), /There is no invite of that address/);
  });

  it('DOD-C18 approve lets in whoever awaits it, once, and tells them', async () => {
    const id = await create('approved@example.org', 'awaiting');
    const waiting = await cli.json(rows, ['account', 'list', '--state', 'awaiting', '--json']);
    assert.ok(waiting.some((row) => row.id === id));
    assert.ok(waiting.every(({ state }) => state === 'awaiting'));
    assertOneLine(await cli.run(['account', 'enable', id]), /awaits approval: tacet account approve/);

    const named = ['account', 'approve', '--email', 'approved@example.org'];
    assert.equal((await cli.run([...named, '--dry-run'])).stdout, `would approve ${id}\n`);
    assert.equal((await cli.run(named)).stdout, `approved ${id}\n`);
    assert.equal(await letters('approved'), 1);
    assertOneLine(await cli.run(named), /does not await approval: it is active/);
    assertOneLine(await cli.run(['account', 'decline', id, '--yes']), /does not await approval/);
    assert.deepEqual(await kindsOf(id), ['account.approved', 'account.created']);
  });

  it('DOD-C18 decline deletes, after asking, and tells them', async () => {
    const id = await create('declined@example.org', 'awaiting');
    assertOneLine(await cli.run(['account', 'decline', '--id', id]), /delete the account of declined/);
    assert.equal((await cli.run(['account', 'decline', id, '--dry-run'])).stdout, `would decline ${id}\n`);
    assert.equal((await cli.run(['account', 'decline', id, '--yes'])).stdout, `declined ${id}\n`);
    assert.equal(await letters('declined'), 1);
    assert.equal(await count('account where id = $1', [id]), 0);
    assert.deepEqual(await kindsOf(id), ['account.declined', 'account.created']);
  });

  it('CF-13 unlock leaves word for the servers, whether or not one runs', async () => {
    const id = await create('locked@example.org');
    assert.match((await cli.run(['account', 'unlock', '--email', 'Locked@example.org'])).stdout, /^unlocked/);
    assert.equal((await cli.run(['account', 'unlock', id])).code, 0);
    const { rows: asked } = await client.query(
      'select credential_id from unlock_request where account_id = $1',
      [id],
    );
    assert.equal(asked.length, 1);
    const own = await client.query('select credential_id from credential where account_id = $1', [id]);
    assert.deepEqual(asked, own.rows);
    assert.equal((await kindsOf(id)).filter((kind) => kind === 'account.unlocked').length, 2);
  });

  it('reset-factors removes all of them, ends sessions and tells them by kind', async () => {
    const id = await create('lost@example.org');
    assertOneLine(await cli.run(['account', 'reset-factors', id, '--yes']), /has no second factor/);
    for (const [kind, factorId] of [
      ['totp', '1'],
      ['passkey', '2'],
      ['passkey', '3'],
    ]) {
      await client.query(
        `insert into factor (account_id, id, kind, label, sealed, version, created_at_seconds)
         values ($1, $2, $3, 'mine', '\\x00', 1, 0)`,
        [id, factorId, kind],
      );
    }
    const shown = await cli.json(z.looseObject({ factors: z.record(z.string(), z.number()) }), [
      ...['account', 'show', id, '--json'],
    ]);
    assert.deepEqual(shown.factors, { passkey: 2, totp: 1 });
    assert.match((await cli.run(['account', 'show', id])).stdout, /^factors: 2 × passkey, 1 × totp$/m);

    assertOneLine(await cli.run(['account', 'reset-factors', id]), /remove 2 × passkey, 1 × totp of lost@/);
    assert.equal(await count('factor where account_id = $1', [id]), 3);
    assert.equal((await cli.run(['account', 'reset-factors', id, '--yes'])).code, 0);
    assert.equal(await count('factor where account_id = $1', [id]), 0);
    assert.equal(await letters('factor-removed'), 2);
    assert.equal(await count('account where id = $1 and trust_epoch = 1', [id]), 1);
    assert.ok((await kindsOf(id)).includes('account.factors_reset'));
  });

  it('recovery-link mails a reset ticket for a day, or prints it; it sets no password', async () => {
    const id = await create('forgot@example.org');
    const before = await client.query('select * from credential where account_id = $1', [id]);
    const mailed = await cli.json(invited, ['account', 'recovery-link', id, '--json']);
    assert.deepEqual([mailed.sent, mailed.link], [true, undefined]);
    assert.equal(await letters('reset'), 1);
    const printed = await cli.json(invited, ['account', 'recovery-link', id, '--link', '--json']);
    assert.match(printed.link ?? '', new RegExp(`^${cli.issuer}/reset#ti_[A-Za-z0-9_-]{43}$`));
    assert.equal(await letters('reset'), 1);
    assert.equal(await count(`account_ticket where account_id = $1 and purpose = 'reset'`, [id]), 1);
    const after = await client.query('select * from credential where account_id = $1', [id]);
    assert.deepEqual(after.rows, before.rows);
    assert.ok((await kindsOf(id)).includes('account.recovery_sent'));

    const disabled = await create('disabled@example.org', 'disabled');
    assertOneLine(await cli.run(['account', 'recovery-link', disabled]), /is disabled/);
  });

  it('an account is named once, and must be there', async () => {
    for (const verb of ['approve', 'decline', 'unlock', 'reset-factors', 'recovery-link']) {
      assertOneLine(await cli.run(['account', verb, 'who']), /There is no such account/);
      assertOneLine(await cli.run(['account', verb]), /Name the account once/);
      assertOneLine(await cli.run(['account', verb, 'a@b.example', '--id', '1']), /Name the account once/);
    }
  });
});

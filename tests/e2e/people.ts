import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { en as accountEn } from '../../authpage/src/words/account/en.ts';
import { nl as accountNl } from '../../authpage/src/words/account/nl.ts';
import { en } from '../../authpage/src/words/en.ts';
import { words as keysEn } from '../../authpage/src/words/keys/en.ts';
import { words as keysNl } from '../../authpage/src/words/keys/nl.ts';
import { en as laterEn } from '../../authpage/src/words/later/en.ts';
import { nl as laterNl } from '../../authpage/src/words/later/nl.ts';
import { nl } from '../../authpage/src/words/nl.ts';
import { launchBrowser, type TestBrowser } from '../harness/chromium.ts';
import { runningClock } from '../harness/clock.ts';
import { startServer, type TestServer } from '../harness/server.ts';
import { type SmtpRoom, smtpRoom } from '../mail/smtp-room.ts';
import { type Keyboard, keyboardOf } from './keyboard.ts';

/** What the pages say in the two languages that are walked. */
export const spoken = {
  en: { ...en, ...laterEn, ...keysEn, ...accountEn },
  nl: { ...nl, ...laterNl, ...keysNl, ...accountNl },
} as const;

export type Spoken = typeof spoken.en;

/** A whole server with a mail server beside it, and a browser to walk in. */
export interface People extends AsyncDisposable {
  readonly server: TestServer;
  readonly mail: SmtpRoom;
  readonly browser: TestBrowser;
  /** The link in the newest letter to that address whose path is this; waits for the letter. */
  link(to: string, path: string): Promise<string>;
  /** How many letters with that subject came to the address; waits for the first. */
  subjects(to: string): readonly string[];
}

const LETTER_MILLISECONDS = 20_000;

export async function openPeople(
  t: TestContext,
  env: Readonly<Record<string, string>> = {},
): Promise<People> {
  const mail = await smtpRoom(t);
  const server = await startServer({
    clock: runningClock(),
    env: {
      TACET_MAIL_URL: `smtp://127.0.0.1:${mail.port}?tls=off`,
      TACET_THROTTLE_SCALE: '100',
      ...env,
    },
  });
  const browser = await launchBrowser();
  const lettersTo = (to: string) => mail.received.filter((letter) => letter.to.includes(to));

  return {
    server,
    mail,
    browser,
    async link(to, path) {
      const deadline = Date.now() + LETTER_MILLISECONDS;
      while (Date.now() < deadline) {
        const links = lettersTo(to).flatMap(
          ({ mail: { text = '' } }) => new RegExp(`https?://\\S+${path}#ti_[\\w-]+`).exec(text)?.[0] ?? [],
        );
        const newest = links.at(-1);
        if (newest !== undefined) return newest;
        await wait(50);
      }
      return assert.fail(`no letter with a link to ${path} came to ${to}`);
    },
    subjects: (to) => lettersTo(to).map(({ mail: { subject = '' } }) => subject),
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]();
      await server.stop();
    },
  };
}

/** Somebody at a browser of their own, with a phone that keeps passkeys beside it, and no mouse. */
export interface Walker {
  readonly page: Page;
  readonly keys: Keyboard;
  readonly words: Spoken;
  /** Touches the authenticator while the act runs; at other times nobody is there. */
  touching(act: () => Promise<void>): Promise<void>;
  heading(name: string): Promise<void>;
}

export async function walkerAt(page: Page, words: Spoken): Promise<Walker> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
    },
  });
  const touch = (enabled: boolean) =>
    devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });

  return {
    page,
    words,
    keys: keyboardOf(page),
    async touching(act) {
      await touch(true);
      await act();
      await touch(false);
    },
    heading: (name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor(),
  };
}

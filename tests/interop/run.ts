import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningClock } from '../harness/clock.ts';
import { startServer } from '../harness/server.ts';
import { selfSigned } from '../http/certificate.ts';
import { parties } from './index.ts';
import type { Party } from './party.ts';
import { EMAIL, openVisitor } from './visitor.ts';

/**
 * `npm run interop`: relying parties that people build with, each against a fresh server over https with a certificate
 * of its own; one line each. A word chooses the parties whose name has it.
 */
const { NODE_EXTRA_CA_CERTS: trusted, INTEROP_TLS: folder } = process.env;
if (trusted === undefined || folder === undefined) beginAgain();
else process.exitCode = await tryAll(folder);

/** Node reads the authorities it trusts when it starts: so the certificate is made first, and this file run again. */
function beginAgain(): void {
  const made = mkdtempSync(join(tmpdir(), 'tacet-interop-'));
  const { cert, key } = selfSigned();
  writeFileSync(join(made, 'cert'), cert);
  writeFileSync(join(made, 'key'), key);
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(made, 'cert'), INTEROP_TLS: made };
  spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const again = ['--disable-warning=ExperimentalWarning', ...process.argv.slice(1)];
  const { status } = spawnSync(process.execPath, again, { stdio: 'inherit', env });
  rmSync(made, { recursive: true });
  process.exitCode = status ?? 1;
}

async function tryAll(tls: string): Promise<number> {
  const word = process.argv[2] ?? '';
  let failures = 0;
  for (const party of parties.filter(({ name }) => name.includes(word))) {
    const started = performance.now();
    const failure = await tried(party, tls).catch((error: unknown) => error ?? 'failed');
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (failure === undefined) console.log(`ok    ${party.name} (${seconds} s)`);
    else {
      failures += 1;
      console.log(`FAIL  ${party.name}: ${failure instanceof Error ? failure.stack : String(failure)}`);
    }
  }
  console.log(failures === 0 ? 'All of them pass.' : `${failures} failed.`);
  return failures === 0 ? 0 : 1;
}

async function tried({ run, env = {} }: Party, tls: string): Promise<undefined> {
  const server = await startServer({
    // The libraries look at the time of the machine.
    clock: runningClock(),
    env: { TACET_TLS_CERT: join(tls, 'cert'), TACET_TLS_KEY: join(tls, 'key'), ...env },
  });
  try {
    await server.account(EMAIL);
    const { issuer } = server;
    await run({ server, issuer, visitor: openVisitor(issuer), client: (change) => server.client(change) });
  } finally {
    await server.stop();
  }
}

import type { Config } from '../config/config.ts';

/** What somebody who just started a server wants to know next. */
export function printGreeting({ issuer, mode, databaseUrl, redisUrl, mailUrl }: Config): void {
  const lines = [
    '',
    `  Tacet is at        ${issuer}`,
    `  Discovery          ${issuer}/.well-known/openid-configuration`,
    `  Your account       ${issuer}/account`,
  ];
  if (mode === 'development') {
    lines.push(`  Playground         ${issuer}/playground`);
    if (mailUrl === undefined) lines.push(`  Letters            ${issuer}/dev/mail`);
  }
  if (databaseUrl === undefined)
    lines.push('  Database           embedded PostgreSQL; set DATABASE_URL for your own');
  if (redisUrl === undefined)
    lines.push('  Ephemera           in memory, for one process; set REDIS_URL for more');
  console.log([...lines, ''].join('\n'));
}

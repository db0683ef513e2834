import { errorHelp } from '../protocol/error-help.ts';

const HEAD = `<!-- Made by \`npm run docs\` from server/protocol/error-help.ts. Change it there. -->

# Errors

Every error code that an app developer can meet, why, and what to do. A refusal that is JSON, or that travels back from
\`/authorize\`, carries \`error_uri\`, which leads to the same text at \`/errors\` of the server itself.
\`tests/docs/errors.test.ts\` provokes every one of them.
`;

/** docs/errors.md; a test checks that the file is current. */
export function errorsDocument(): string {
  const entries = Object.entries(errorHelp).map(
    ([code, { where, cause, fix }]) =>
      `\n## ${code}\n\n${cause}\n\n**What to do:** ${fix}\n\n**Where:** ${where}.\n`,
  );
  return HEAD + entries.join('');
}

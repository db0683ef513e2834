import assert from 'node:assert/strict';
import { type Answer, answerOf } from '../tokens/world.ts';

type Values = Readonly<Record<string, string>>;

/** The answers to documented curl commands, one after the other. */
export async function answersTo(
  commands: readonly string[],
  values: Values,
  fetch: (path: string, init: RequestInit) => Promise<Response>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const command of commands) {
    const { path, init } = curlRequest(command, values);
    answers.push(await answerOf(await fetch(path, init)));
  }
  return answers;
}

/** What a documented curl command sends, as a shell would pass its words on; `values` are its variables. */
function curlRequest(command: string, values: Values): { readonly path: string; readonly init: RequestInit } {
  const [name, ...words] = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, plain, quoted, bare]) =>
      plain ?? (quoted ?? bare ?? '').replace(/\$(\w+)/g, (_, variable: string) => values[variable] ?? ''),
  );
  assert.equal(name, 'curl');
  const sent = { path: '', method: '', body: '', headers: new Headers() };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '-X') sent.method = words.shift() ?? '';
    else if (word === '-d') sent.body = words.shift() ?? '';
    else if (word === '-H') {
      const [header = '', value = ''] = (words.shift() ?? '').split(/: (.*)/);
      sent.headers.set(header, value);
    } else if (word !== '-i') sent.path = word;
  }
  const { path, method, body, headers } = sent;
  const usual = body === '' ? 'GET' : 'POST';
  return { path, init: { method: method || usual, headers, ...(body !== '' && { body }) } };
}

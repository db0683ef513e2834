import { createInterface } from 'node:readline/promises';
import type { Note } from '../notes/note.ts';
import { EXIT, Failure, failureOf } from './failure.ts';
import { type Notebook, openNotebook } from './notebook.ts';
import { signIn } from './sign-in.ts';

const HELP = `Notes that only you can read, from a terminal.

  CLIENT_ID=<client_id> node examples/cli-vault/cli.ts [COMMAND]

  list              the notes: how their ids begin, titles, statuses
  show ID           one of them
  add TITLE         a new one
  title ID TITLE    gives it another title
  done ID           marks it finished
  delete ID         deletes it

ID: as much of it as no other one begins with. Without COMMAND it asks for one after the other,
after one sign-in, until "quit". ISSUER is the server, http://localhost:4242 unless you say so.

It ends with 0: done; 1: something failed; 2: no such command; 3: denied, or signed out;
4: nobody allowed it in time; 5: the keys that came were refused.`;

interface Command {
  readonly words: number;
  run(notebook: Notebook, words: readonly string[]): Promise<unknown>;
}

const COMMANDS = new Map<string, Command>([
  ['list', { words: 0, run: list }],
  ['show', { words: 1, run: async (notebook, [id = '']) => show(await readAgain(notebook, id)) }],
  ['add', { words: 1, run: async (notebook, words) => say(`added ${await notebook.add(words.join(' '))}`) }],
  [
    'title',
    { words: 2, run: (notebook, [id = '', ...words]) => edit(notebook, id, { title: words.join(' ') }) },
  ],
  ['done', { words: 1, run: (notebook, [id = '']) => edit(notebook, id, { status: 'finished' }) }],
  ['delete', { words: 1, run: (notebook, [id = '']) => notebook.remove(id).then(() => say('deleted')) }],
]);

process.exitCode = await main(process.argv.slice(2)).catch(complain);

async function main(words: readonly string[]): Promise<number> {
  if (['--help', '-h', 'help'].includes(words[0] ?? '')) {
    say(HELP);
    return 0;
  }
  if (words.length > 0) commandOf(words);
  const { ISSUER = 'http://localhost:4242', CLIENT_ID = '' } = process.env;
  if (CLIENT_ID === '') throw new Failure(EXIT.usage, 'CLIENT_ID is missing: see --help.');
  // What is asked of the person goes beside what is asked of the program.
  const { key, vault, end } = await signIn(ISSUER, CLIENT_ID, (text) => console.error(printable(text)));
  try {
    const notebook = openNotebook(vault, key);
    return words.length > 0 ? await run(notebook, words) : await converse(notebook);
  } finally {
    await end();
  }
}

/** One command a line. The code is that of the last one that failed. */
async function converse(notebook: Notebook): Promise<number> {
  const terminal = process.stdin.isTTY ? { output: process.stderr, prompt: 'notes> ' } : {};
  const typed = createInterface({ input: process.stdin, ...terminal });
  typed.on('SIGINT', () => typed.close());
  let code = 0;
  typed.prompt();
  for await (const line of typed) {
    const words = line.trim().split(/\s+/);
    if (words[0] === 'quit') break;
    if (words[0] === 'help') say(HELP);
    else if (words[0] !== '') code = (await run(notebook, words).catch(complain)) || code;
    if (code === EXIT.notSignedIn) break;
    typed.prompt();
  }
  typed.close();
  return code;
}

async function run(notebook: Notebook, words: readonly string[]): Promise<number> {
  await commandOf(words).run(notebook, words.slice(1));
  return 0;
}

function commandOf([name = '', ...words]: readonly string[]): Command {
  const command = COMMANDS.get(name);
  if (command === undefined || words.length < command.words)
    throw new Failure(EXIT.usage, 'There is no such command, or it needs more words: see help.');
  return command;
}

async function list(notebook: Notebook): Promise<void> {
  const all = await notebook.read();
  for (const { id, note } of all)
    if (note) say([id.slice(0, 8), note.title || 'Untitled', note.status].join('  ').trimEnd());
  const closed = all.filter(({ note }) => note === undefined).length;
  if (closed > 0) console.error(`${closed} more, which no key that came opens`);
}

async function readAgain(notebook: Notebook, id: string) {
  await notebook.read();
  return notebook.find(id);
}

function show({ id, note }: { readonly id: string; readonly note: Note }): void {
  const { title, text, todos, comments, topic, priority, status, due } = note;
  say(title || 'Untitled');
  for (const [name, value] of Object.entries({ id, topic, priority, status, due }))
    if (value !== '') say(`${name}: ${value}`);
  for (const line of text === '' ? [] : ['', ...text.split('\n')]) say(line);
  for (const todo of todos) say(`[${todo.done ? 'x' : ' '}] ${todo.text}`);
  for (const { text: said, atSeconds } of comments)
    say(`${new Date(atSeconds * 1000).toLocaleString()}: ${said}`);
}

async function edit(notebook: Notebook, id: string, change: Partial<Note>): Promise<void> {
  const together = await notebook.change(id, (note) => ({ ...note, ...change }));
  say(together ? 'done; another device changed it meanwhile, and both changes are in it now' : 'done');
}

function complain(error: unknown): number {
  const { exit, message } = failureOf(error);
  console.error(printable(message));
  return exit;
}

function say(text: string): void {
  console.log(printable(text));
}

/** What comes from elsewhere must not steer the terminal, nor turn its text around. */
function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

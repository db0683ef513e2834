import { emptyNote, merged, type Note, PRIORITIES, STATUSES } from './note.ts';
import { openNotes } from './notes.ts';
import { finishSignIn, type Kept, openVault, signedIn, signIn, signOut } from './session.ts';
import type { Vault } from './vault.ts';

const SYNC_MILLISECONDS = 5_000;
const FIELDS = ['title', 'text', 'topic', 'priority', 'status', 'due'] as const;
const status = element('status');

element('sign-in').addEventListener('click', () => void attempt(signIn));
element('sign-out').addEventListener('click', () => void attempt(signOut));

void attempt(async () => {
  const back = new URLSearchParams(location.search);
  const kept = back.has('code') || back.has('error') ? await finishSignIn() : await signedIn();
  history.replaceState({}, '', '/');
  element('sign-in').hidden = kept !== undefined;
  element('notes').hidden = kept === undefined;
  if (kept) await show(kept);
  else status.textContent = 'Nobody is signed in';
});

async function show(kept: Kept): Promise<void> {
  const notes = await openNotes(kept.key);
  let vault: Vault | undefined;
  let inTurn = Promise.resolve();
  let running = 0;
  let open: string | undefined;
  /** What the form showed first: the other device may change the note while somebody types. */
  let base = emptyNote();

  /** One after the other, so that nothing is sent twice. */
  function sync(): Promise<void> {
    if (notes.waiting() > 0) status.textContent = 'Sending…';
    running += 1;
    inTurn = inTurn.then(syncOnce).finally(() => {
      running -= 1;
    });
    return inTurn;
  }

  async function syncOnce(): Promise<void> {
    try {
      vault ??= await openVault(kept);
      await notes.sync(vault);
      if (notes.waiting() === 0) status.textContent = 'In step';
    } catch {
      status.textContent = `Not in step: ${notes.waiting()} to send`;
    }
    list();
  }

  function list(): void {
    const rows = [...notes.all()].map(([id, { title, status: state, due }]) => {
      const button = document.createElement('button');
      button.textContent = [title || 'Untitled', state, due].filter((part) => part !== '').join(' · ');
      button.addEventListener('click', () => edit(id));
      const row = document.createElement('li');
      row.append(button);
      return row;
    });
    element('list').replaceChildren(...rows);
  }

  function edit(id: string): void {
    open = id;
    base = notes.all().get(id) ?? emptyNote();
    for (const name of FIELDS) field(name === 'status' ? 'status-of' : name).value = base[name];
    field('todos').value = base.todos.map(({ text, done }) => `${done ? '[x]' : '[ ]'} ${text}`).join('\n');
    element('comments').replaceChildren(
      ...base.comments.map(({ text, atSeconds }) => {
        const row = document.createElement('li');
        row.textContent = `${new Date(atSeconds * 1000).toLocaleString()}: ${text}`;
        return row;
      }),
    );
    field('comment').value = '';
    element('editor').hidden = false;
    field('title').focus();
  }

  async function save(): Promise<void> {
    const id = open ?? crypto.randomUUID();
    await notes.save(id, merged(base, typed(base), notes.all().get(id) ?? base));
    edit(id);
    list();
    await sync();
  }

  element('new').addEventListener('click', () => edit(crypto.randomUUID()));
  element('save').addEventListener('click', () => void attempt(save));
  element('delete').addEventListener(
    'click',
    () =>
      void attempt(async () => {
        if (open !== undefined) await notes.remove(open);
        element('editor').hidden = true;
        await sync();
      }),
  );
  addEventListener('online', () => void sync());
  setInterval(() => {
    if (running === 0) void sync();
  }, SYNC_MILLISECONDS);
  list();
  await sync();
}

/** What is in the form, on top of what the note holds besides. */
function typed(before: Note): Note {
  const todos = field('todos')
    .value.split('\n')
    .flatMap((line) => {
      const [, done, text] = /^(?:\[(x| )\] ?)?(.*)$/.exec(line.trim()) ?? [];
      if (text === undefined || text === '') return [];
      const id = before.todos.find((todo) => todo.text === text)?.id ?? crypto.randomUUID();
      return [{ id, text, done: done === 'x' }];
    });
  const comment = field('comment').value.trim();
  const said = { id: crypto.randomUUID(), text: comment, atSeconds: Math.trunc(Date.now() / 1000) };
  return {
    ...before,
    title: field('title').value,
    text: field('text').value,
    topic: field('topic').value,
    due: field('due').value,
    priority: PRIORITIES.find((one) => one === field('priority').value) ?? '',
    status: STATUSES.find((one) => one === field('status-of').value) ?? '',
    todos,
    comments: comment === '' ? before.comments : [...before.comments, said],
  };
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    status.textContent = `That did not work: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function field(id: string): { value: string; focus(): void } {
  const found = element(id);
  if (
    found instanceof HTMLInputElement ||
    found instanceof HTMLTextAreaElement ||
    found instanceof HTMLSelectElement
  )
    return found;
  throw new Error(`${id} is no field`);
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found;
}

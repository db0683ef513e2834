/** A note, or a task: whatever is left out is not set. Only somebody with the key of this app ever reads one. */
export interface Note {
  title: string;
  text: string;
  topic: string;
  priority: '' | 'critical' | 'high' | 'medium' | 'low';
  status: '' | 'to do' | 'in the works' | 'needs review' | 'finished' | 'dropped';
  /** A day, such as 2026-11-22. */
  due: string;
  todos: { id: string; text: string; done: boolean }[];
  comments: { id: string; text: string; atSeconds: number }[];
}

export const PRIORITIES: readonly Note['priority'][] = ['', 'critical', 'high', 'medium', 'low'];
export const STATUSES: readonly Note['status'][] = [
  ...(['', 'to do', 'in the works', 'needs review', 'finished', 'dropped'] as const),
];

export function emptyNote(): Note {
  return { title: '', text: '', topic: '', priority: '', status: '', due: '', todos: [], comments: [] };
}

/**
 * Two devices changed the same note: what this device changed since `base` goes on top of what the other one wrote. Nobody's
 * comment or to-do is lost; of one field that both changed, this device's wins.
 */
export function merged(base: Note, mine: Note, theirs: Note): Note {
  const changed = Object.entries(mine).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(Object.entries(base).find(([n]) => n === name)?.[1]),
  );
  const lists = {
    todos: union(base.todos, mine.todos, theirs.todos),
    comments: union(base.comments, mine.comments, theirs.comments),
  };
  return { ...theirs, ...Object.fromEntries(changed), ...lists };
}

/** By id: added by either stays, removed by either goes, and of one that both have, mine counts when I changed it. */
function union<Row extends { id: string }>(base: Row[], mine: Row[], theirs: Row[]): Row[] {
  const find = (rows: Row[], id: string) => rows.find((row) => row.id === id);
  const same = (a: Row | undefined, b: Row | undefined) => JSON.stringify(a) === JSON.stringify(b);
  const ids = [...new Set([...theirs, ...mine].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const [old, own, other] = [find(base, id), find(mine, id), find(theirs, id)];
    if (old && (!own || !other)) return [];
    return same(own, old) ? (other ?? own ?? []) : (own ?? other ?? []);
  });
}

/** Longer than a browser asks where to put it. */
const KEPT_SECONDS = 60;

type TextType = 'text/plain' | 'application/json';

/** Gives somebody a text as a file of their own. It never leaves the browser. */
export function saveText(name: string, text: string, type: TextType = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser reads it after this task, and on a busy machine some time after.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_SECONDS * 1000);
}

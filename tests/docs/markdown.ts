import { globSync, readFileSync } from 'node:fs';

/** Every page of documentation that is in git. */
export function pages(): readonly string[] {
  return globSync('**/*.md', { exclude: (name) => name === 'node_modules' || name.startsWith('.') }).sort();
}

/** The contents of the fenced blocks of a language. */
export function blocks(file: string, language: string): readonly string[] {
  const fences = readFileSync(file, 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...fences].filter(([, name]) => name === language).map(([, , text = '']) => text);
}

/** The commands of a page, each on one line. */
export function shellCommands(file: string): readonly string[] {
  return blocks(file, 'sh')
    .flatMap((text) => text.replace(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The page without its fenced blocks. */
export function prose(file: string): string {
  return readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** The anchors that a page offers, as its readers' software makes them from headings. */
export function anchors(file: string): readonly string[] {
  return [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

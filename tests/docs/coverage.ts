import { globSync, readFileSync } from 'node:fs';

/** A test that names a clause, an attack, a requirement or a module. */
interface Named {
  readonly file: string;
  readonly name: string;
}

interface Chapter {
  readonly title: string;
  readonly text: string;
  /** What a test must name to belong to this chapter; the whole match is the row. */
  readonly names: RegExp;
}

const CLAUSE =
  /\b(?:RFC \d{4}|OAuth 2\.1|OIDC (?:Core|Discovery|Registration)|CIBA(?: Core)?(?: 1\.0)?|JARM|FAPI 2\.0(?: Message Signing| Security Profile)?|(?:RP-Initiated|Back-Channel|Front-Channel) Logout(?: 1\.0)?|Session Management(?: 1\.0)?|Native SSO(?: 1\.0)?|FedCM|CIMD) §[\w.]+/g;

const CHAPTERS: readonly Chapter[] = [
  { title: 'Clauses of the specs', text: 'Tests that name the clause they hold us to.', names: CLAUSE },
  {
    title: 'Attacks',
    text: 'The attacks of our list, by id, and the test that plays each.',
    names: /\b(?:AC|PK|RU|PA|UI|MX|JT|DP|CA|PR|SS|DR|RT|IN|DV|SE|EN|BF|OP|EM|AD|KY|TH|F)-\d{2}\b/g,
  },
  {
    title: 'Requirements',
    text: 'What the server was asked to be.',
    names: /\b(?:DOD|CF|JIRO|KMS|OBS|FP)-[A-Z]?\d{2}\b/g,
  },
  {
    title: 'Conformance modules',
    text: "Modules of the OpenID Foundation's suite, in our own rendering.",
    names: /^(?:oidcc|fapi2|fapi-ciba|fapi)[\w-]*/g,
  },
];

/** docs/coverage.md: clause, attack, requirement or module → the tests that name it. */
export function coverageDocument(): string {
  const tests = namedTests();
  const chapters = CHAPTERS.map((chapter) => chapterOf(chapter, tests));
  return `<!-- Made by \`npm run docs\` from the names of the tests. -->\n\n# Coverage\n\nWhich test holds Tacet to what.\n${chapters.join('')}`;
}

function chapterOf({ title, text, names }: Chapter, tests: readonly Named[]): string {
  const rows = new Map<string, Set<string>>();
  for (const { file, name } of tests) {
    for (const [row] of name.matchAll(names)) {
      const files = rows.get(row) ?? new Set<string>();
      rows.set(row, files.add(file));
    }
  }
  const collator = new Intl.Collator('en', { numeric: true });
  const lines = [...rows]
    .sort(([one], [other]) => collator.compare(one, other))
    .map(([row, files]) => `| ${row} | ${[...files].sort().map(link).join(', ')} |`);
  return `\n## ${title}\n\n${text} ${rows.size} in all.\n\n| What | Tests |\n|---|---|\n${lines.join('\n')}\n`;
}

function link(file: string): string {
  return `[${file.replace(/^tests\/|\.test\.ts$|\.ts$/g, '')}](../${file})`;
}

/** Names as they stand in the sources: of `it` and `describe`, and of the modules of a plan. */
function namedTests(): readonly Named[] {
  const files = [...globSync('tests/**/*.test.ts'), ...globSync('tests/conformance/modules-*.ts')].sort();
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const quoted = [...text.matchAll(/(?:'((?:[^'\\\n]|\\.){6,})'|`([^`\n]{6,})`)/g)];
    return quoted.map(([, single, template]) => ({ file, name: single ?? template ?? '' }));
  });
}

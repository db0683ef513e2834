import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';
import { type Secret, secretFrom } from '../platform/secret.ts';
import { isCredential } from './keys.ts';
import { nearest } from './nearest.ts';
import { brokenRules, issuerProblem } from './rules.ts';
import { type Environment, environment, settingEntries } from './schema.ts';
import { settingDocs } from './setting.ts';
import { type ChangingSecret, toConfig } from './to-config.ts';

/** The configuration cannot be used. One line for each problem, each saying what to do; no line holds a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

type Variables = Readonly<Record<string, string | undefined>>;
interface Collected {
  readonly values: Readonly<Record<string, string>>;
  /** Where a value was read from, of those that came from a file. */
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

const PREFIX = 'TACET_';
const FILE = '_FILE';
const NAME_CHARACTERS_MAX = 64;

/**
 * Reads what the operator decided, once; the result is frozen to the bottom. An empty variable counts as absent, and
 * NAME_FILE holds the path of a file with the value of NAME. Throws ConfigError with every problem at once.
 */
export function loadConfig(
  variables: Variables = process.env,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const collected = collect(variables, readFile);
  const { env, lines } = parse(collected.values);
  const issuerLine = env.ISSUER === undefined ? undefined : issuerProblem(env.ISSUER);
  const usableIssuer = issuerLine === undefined ? env.ISSUER : undefined;
  const problems = [
    ...unknownNames(variables),
    ...collected.lines,
    ...lines,
    ...(issuerLine === undefined ? [] : [issuerLine]),
    ...brokenRules(env, usableIssuer),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(toConfig(env, (name, value) => anew(collected.files[name], value, readFile)));
}

function collect(variables: Variables, readFile: (path: string) => string): Collected {
  const values: Record<string, string> = {};
  const files: Record<string, string> = {};
  const lines: string[] = [];
  for (const [name, schema] of settingEntries) {
    const direct = variables[name] || undefined;
    const path = settingDocs.get(schema)?.isPath === true ? undefined : variables[name + FILE] || undefined;
    if (direct !== undefined && path !== undefined) {
      lines.push(`${name}: set either ${name} or ${name}${FILE}, not both`);
    } else if (direct !== undefined) {
      values[name] = direct;
    } else if (path !== undefined) {
      try {
        values[name] = readFile(path).trim();
        files[name] = path;
      } catch {
        lines.push(`${name}${FILE}: the file cannot be read`);
      }
    }
  }
  return { values, files, lines };
}

/**
 * A credential whose file others replace while we run: read anew each time it is asked for. What cannot be read or is no
 * credential counts as not replaced.
 */
function anew(path: string | undefined, value: Secret, readFile: (path: string) => string): ChangingSecret {
  if (path === undefined) return { value, mayChange: false };
  const reveal = () => {
    try {
      const text = readFile(path).trim();
      return isCredential(text) ? text : value.reveal();
    } catch {
      return value.reveal();
    }
  };
  return { value: secretFrom(reveal), mayChange: true };
}

/** Parses setting by setting, so that one mistake does not hide another; a wrong one counts as absent afterwards. */
function parse(values: Readonly<Record<string, string>>): { env: Environment; lines: readonly string[] } {
  const lines: string[] = [];
  const sound: Record<string, string> = {};
  for (const [name, schema] of settingEntries) {
    const value = values[name];
    if (value === undefined) continue;
    const { error } = schema.safeParse(value);
    if (error === undefined) sound[name] = value;
    else lines.push(`${name}: ${error.issues[0]?.message ?? 'is not usable'}`);
  }
  return { env: environment.parse(sound), lines };
}

/** A misspelt setting would silently leave its default in place, which may be the less safe one. */
function unknownNames(variables: Variables): string[] {
  const known = settingEntries.flatMap(([name, schema]) =>
    settingDocs.get(schema)?.isPath === true ? [name] : [name, name + FILE],
  );
  return Object.keys(variables)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => name.slice(0, NAME_CHARACTERS_MAX))
    .map((name) => `${name}: no such setting; did you mean ${nearest(name, known) ?? ''}?`);
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}

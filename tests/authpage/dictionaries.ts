import { globSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { type Locale, locales } from '../../contract/page.ts';

const FOLDER = 'authpage/src/words';
const leafHolder = z.record(z.string(), z.unknown());

/** By path within the section, such as `signIn.title`. */
export type Leaves = ReadonlyMap<string, unknown>;

export interface Section {
  /** Its folder, such as `sign-in` or `account/home`. */
  readonly name: string;
  readonly leaves: Readonly<Record<Locale, Leaves>>;
}

/** Every section of every dictionary, as it lies in the folder: nobody has to list a new one here. */
export async function sections(): Promise<readonly Section[]> {
  const english = globSync(`${FOLDER}/**/en.ts`).map(dirname).sort();
  const read = await Promise.all(english.map(readSection));
  return read.filter((section) => section !== undefined);
}

/** A dictionary itself lies beside its sections and holds no `words`. */
async function readSection(folder: string): Promise<Section | undefined> {
  const found = await Promise.all(
    locales.map(async (locale): Promise<[Locale, unknown]> => [locale, await exported(folder, locale)]),
  );
  if (found.every(([, words]) => words === undefined)) return undefined;
  const leavesOf = (locale: Locale) => leaves(leafHolder.parse(found.find(([name]) => name === locale)?.[1]));
  return {
    name: relative(FOLDER, folder),
    leaves: {
      en: leavesOf('en'),
      nl: leavesOf('nl'),
      de: leavesOf('de'),
      fr: leavesOf('fr'),
      es: leavesOf('es'),
      ar: leavesOf('ar'),
    },
  };
}

async function exported(folder: string, locale: Locale): Promise<unknown> {
  const module: unknown = await import(pathToFileURL(resolve(folder, `${locale}.ts`)).href);
  return leafHolder.parse({ ...Object(module) }).words;
}

function leaves(value: object, path = ''): Leaves {
  return new Map(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === 'object' && inner !== null
        ? [...leaves(inner, `${path}${key}.`)]
        : [[`${path}${key}`, inner]],
    ),
  );
}

import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { golden } from './independent/golden.ts';

/** Writes the vectors anew. Those who implemented the formats hold to the file: it changes with a version of them alone. */
const file = new URL('../../docs/scoped-keys.vectors.json', import.meta.url);
const style = await resolveConfig(file);
writeFileSync(file, await format(JSON.stringify(golden()), { ...style, parser: 'json' }));

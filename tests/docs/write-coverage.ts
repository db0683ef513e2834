import { writeFileSync } from 'node:fs';
import { coverageDocument } from './coverage.ts';

/** A part of `npm run docs`. */
writeFileSync('docs/coverage.md', coverageDocument());

// Part of `npm test`: fails on an import that the table in rules.ts does not allow.
import path from 'node:path';
import { importsOf } from './imports.ts';
import { violations } from './violations.ts';

const found = violations(importsOf(path.join(import.meta.dirname, '../..')));
for (const line of found) console.error(line);
process.exitCode = found.length === 0 ? 0 : 1;

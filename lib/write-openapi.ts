import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { openApiDocument } from './openapi.ts';

const file = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));
const options = await resolveConfig(file);
await writeFile(file, await format(JSON.stringify(openApiDocument()), { ...options, filepath: file }));

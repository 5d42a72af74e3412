import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { messageSchema } from './message-schema.ts';
import { stageSchema } from './stage/stage-schema.ts';
import { openApiDocument } from './openapi.ts';

// What the contracts say, for those who do not read TypeScript.
const documents = {
  'openapi.json': openApiDocument(),
  'message.schema.json': messageSchema(),
  'stage.schema.json': stageSchema(),
};
for (const [name, document] of Object.entries(documents)) {
  const file = fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
  const options = await resolveConfig(file);
  await writeFile(file, await format(JSON.stringify(document), { ...options, filepath: file }));
}

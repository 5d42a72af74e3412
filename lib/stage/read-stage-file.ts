import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SettingsError } from './settings-error.ts';
import { stageFile, type StageFile } from './stage-file.ts';
import type { StageName } from './stage-name.ts';

const FOLDER = fileURLToPath(new URL('../../stages', import.meta.url));

/**
 * What an installation has set of a stage, in `<folder>/<stage>.json`.
 * @param folder stages/ of this repository, unless the context key `stages` names another one
 * @throws SettingsError that names the file, each wrong setting, and what is allowed
 */
export function readStageFile(stage: StageName, folder: unknown = FOLDER): StageFile {
  if (typeof folder !== 'string') throw new SettingsError('Context "stages" must be the path of a folder.');
  const file = path.join(folder, `${stage}.json`);
  if (!existsSync(file)) {
    if (folder === FOLDER) return {};
    throw new SettingsError(
      `${file} is missing: context "stages" must name a folder with a file for each stage.`,
    );
  }
  return parseStageFile(readFileSync(file, 'utf8'), file);
}

/** @throws SettingsError that names the file, each wrong setting, and what is allowed */
export function parseStageFile(text: string, file: string): StageFile {
  const parsed = stageFile.safeParse(json(text, file), { reportInput: true });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path: place, message, input }) => {
    const name = place.join('.') || 'the file';
    return `  ${name} ${message}${input === undefined || typeof input === 'object' ? '' : `; it is ${JSON.stringify(input)}`}.`;
  });
  throw new SettingsError(`${file} is not valid:\n${lines.join('\n')}`);
}

function json(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

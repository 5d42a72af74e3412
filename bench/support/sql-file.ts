import { readFileSync } from 'node:fs';

/** The text of a statement. Node runs this folder as it is, and does not import `.sql` as the bundler does. */
export function sqlFile(relativePath: string, moduleUrl: string): string {
  return readFileSync(new URL(relativePath, moduleUrl), 'utf8');
}

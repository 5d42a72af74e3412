import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes `directory` a copy of the work tree, where faults are planted: whatever ends a run, the work tree has none.
 * Only what differs is written, so that what Jest has transformed stays known.
 */
export async function copyWorkTree(root: string, directory: string): Promise<void> {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = new Set(
    listed.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file))),
  );
  await mkdir(directory, { recursive: true });
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(path.relative(directory, file))) await rm(file);
  }
  for (const file of files) await copy(path.join(root, file), path.join(directory, file));
  const modules = path.join(directory, 'node_modules');
  if (!existsSync(modules)) await symlink(path.join(root, 'node_modules'), modules);
}

async function copy(from: string, to: string): Promise<void> {
  const content = await readFile(from);
  const there = await readFile(to).catch(() => undefined);
  if (there?.equals(content)) return;
  await mkdir(path.dirname(to), { recursive: true });
  await writeFile(to, content);
}

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDataDirectory } from '../../local/data-directory.ts';
import { StartupError } from '../../local/startup-error.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let temporary: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  temporary = await temporaryDirectory();
});
afterEach(() => temporary.remove());

async function refusal(directory: string): Promise<string> {
  const error = await openDataDirectory(directory).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StartupError);
  return String(error);
}

describe('a data directory', () => {
  test('is made where there is none, and opened again after a release', async () => {
    const directory = path.join(temporary.path, 'new', 'deeper');
    const first = await openDataDirectory(directory);
    first.release();
    const second = await openDataDirectory(directory);
    expect(second.file('a', 'b')).toBe(path.join(directory, 'a', 'b'));
    second.release();
  });

  test('belongs to one process at a time', async () => {
    const data = await openDataDirectory(temporary.path);
    expect(await refusal(temporary.path)).toContain(`already runs with the data directory ${temporary.path}`);
    data.release();
    (await openDataDirectory(temporary.path)).release();
  });

  test('that holds other files is left alone', async () => {
    await writeFile(path.join(temporary.path, 'thesis.txt'), 'precious');
    expect(await refusal(temporary.path)).toContain(
      "it is not Payback's. Choose another directory with --data-dir",
    );
  });

  test('that is damaged is named', async () => {
    await writeFile(path.join(temporary.path, 'payback.json'), '{ "format"');
    expect(await refusal(temporary.path)).toContain('payback.json is damaged');
  });

  test('that cannot be made is named with the reason', async () => {
    const file = path.join(temporary.path, 'file');
    await writeFile(file, '');
    expect(await refusal(path.join(file, 'data'))).toMatch(/cannot be used: ENOTDIR/);
  });
});

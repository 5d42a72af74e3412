import { expect, test } from '@jest/globals';
import path from 'node:path';
import { Explanations } from '../../mutation/explained.ts';
import { mutatedFiles } from '../../mutation/mutants.ts';
import { testsNear } from '../../mutation/near-tests.ts';

const root = path.join(import.meta.dirname, '../..');

test('every file with faults has tests near it, and every explanation a fault', async () => {
  const files = await mutatedFiles(root, []);
  expect(files.length).toBeGreaterThan(30);
  for (const { file } of files) expect(testsNear(file, root)).not.toEqual([]);
  const explanations = await Explanations.read();
  expect(explanations.stale(files.flatMap(({ mutants }) => mutants))).toEqual([]);
});

// Runs test files of the tree it is started in, again and again: starting Jest costs more than most of the runs.
import { buildArgv, runCLI } from 'jest';
import path from 'node:path';
import * as z from 'zod';

const tree = process.cwd();
const request = z.object({ files: z.array(z.string()) });

process.on('message', (message) => {
  void run(request.parse(message).files);
});

async function run(files: readonly string[]): Promise<void> {
  const argv = await buildArgv([
    '--config',
    path.join(tree, 'mutation/jest.config.mjs'),
    '--runInBand',
    '--silent',
    '--runTestsByPath',
    ...files,
  ]);
  const { results } = await runCLI(argv, [tree]);
  const failures = results.testResults.filter(
    ({ numFailingTests, testExecError }) => numFailingTests > 0 || testExecError,
  );
  process.send?.({
    passed: results.success && results.numPassedTests > 0,
    failure: failures.map(({ failureMessage }) => failureMessage).join('\n'),
    memory: process.memoryUsage.rss(),
  });
}

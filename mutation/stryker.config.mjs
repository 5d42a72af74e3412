export default {
  mutate: ['shared/{shown,figures}/**/*.ts', '!**/contract.ts', '!**/*-contract.ts', '!**/*.statement.ts'],
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'mutation/jest.typescript.config.mjs' },
  concurrency: 1,
  // A busy machine is not an infinite loop.
  timeoutMS: 60_000,
  // What was killed stays known until its file or the tests of it change.
  incremental: true,
  incrementalFile: '.build/mutation/stryker.json',
  tempDirName: '.build/mutation/stryker',
  ignorePatterns: ['/.build', '/docs', '/cdk.out', '/.payback', '/coverage'],
  // It would rewrite the file with TypeScript 5.
  tsconfigFile: 'none.json',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
};

import { measureSlowness } from './test/support/limits.ts';

measureSlowness();

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/support/environment.ts',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.ttf'],
  transform: {
    '\\.ts$': '<rootDir>/test/support/ts-transform.mjs',
    '\\.ttf$': '<rootDir>/test/support/ttf-transform.mjs',
  },
  moduleFileExtensions: ['ts', 'mjs', 'js', 'cjs', 'json', 'ttf', 'node'],
  // The one font among the dependencies becomes a module.
  transformIgnorePatterns: ['/node_modules/.*(?<!\\.ttf)$'],
  modulePathIgnorePatterns: ['<rootDir>/.build', '<rootDir>/cdk.out', '<rootDir>/.payback'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/set-limits.ts'],
  maxWorkers: 2,
  // Modules of a finished file stay in memory; at 2.5 GB a test of a few seconds took minutes.
  workerIdleMemoryLimit: '1GB',
};

import base from '../jest.config.mjs';

/** For a run per fault, against a server that is there already. */
const { globalSetup: _setup, globalTeardown: _teardown, maxWorkers: _workers, ...config } = base;

export default {
  ...config,
  rootDir: '..',
  testEnvironment: '<rootDir>/mutation/stop-at-failure.mjs',
};

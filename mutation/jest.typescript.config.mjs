import config from './jest.config.mjs';

/** What is near figures and how they are shown. StrykerJS runs of each file's tests those that come by a fault. */
export default {
  ...config,
  testEnvironment: 'node',
  testMatch: [
    '<rootDir>/test/shared/{shown,figures}/**/*.test.ts',
    '<rootDir>/test/lambdas/analytics/{savings,costs,routing-quality.}*.test.ts',
  ],
};

import { TestEnvironment } from 'jest-environment-node';
import { takeCoverage } from './coverage/v8.ts';

// A worker whose runner was killed would go on with its tests, and with all that they have started.
const runner = process.ppid;
setInterval(() => {
  if (process.ppid !== runner) process.exit(1);
}, 1000).unref();

/** Jest's own, where each test file leaves word of what it has run. */
export default class Environment extends TestEnvironment {
  override async teardown(): Promise<void> {
    takeCoverage();
    await super.teardown();
  }
}

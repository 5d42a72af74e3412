import { afterAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createTeardown } from '../../../local/teardown.ts';
import { limit } from '../../support/limits.ts';
import { launchBrowser } from './browser.ts';
import { startStack, type Stack } from './stack.ts';

const teardown = createTeardown();
afterAll(() => teardown.run(), limit(90));

/** What is started is stopped after the tests of the file: also when it comes up late, or the other one does not. */
function untilTheEnd<Started>(started: Promise<Started>, stop: (started: Started) => Promise<void>) {
  teardown.add(() => started.then(stop, () => undefined));
  return started;
}

/** A deployment and a browser for all tests of a file. */
export async function startDashboard(): Promise<{ readonly stack: Stack; readonly browser: Browser }> {
  const [stack, browser] = await Promise.all([
    untilTheEnd(startStack(), (each) => each.stop()),
    untilTheEnd(launchBrowser(), (each) => each.close()),
  ]);
  return { stack, browser };
}

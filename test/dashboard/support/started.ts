import { afterAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createTeardown } from '../../../local/teardown.ts';
import { limit } from '../../support/limits.ts';
import { launchBrowser } from './browser.ts';
import { shareStack, startStack, type Stack } from './stack.ts';

const teardown = createTeardown();
afterAll(() => teardown.run(), limit(90));

/** What is started is stopped after the tests of the file: also when it comes up late, or the other one does not. */
function untilTheEnd<Started>(started: Promise<Started>, stop: (started: Started) => Promise<void>) {
  teardown.add(() => started.then(stop, () => undefined));
  return started;
}

export interface Dashboard {
  readonly stack: Stack;
  readonly browser: Browser;
}

/** A browser for all tests of a file, and the deployment of the run. */
export const startDashboard = (): Promise<Dashboard> => start(shareStack());

/** The same with a deployment of its own, for tests that change what is not an organization's. */
export const startOwnDashboard = (): Promise<Dashboard> => start(startStack());

async function start(deployment: Promise<Stack>): Promise<Dashboard> {
  const [stack, browser] = await Promise.all([
    untilTheEnd(deployment, (each) => each.stop()),
    untilTheEnd(launchBrowser(), (each) => each.close()),
  ]);
  return { stack, browser };
}

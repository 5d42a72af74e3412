import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { createProgress, type Progress } from '../../local/progress.ts';
import { createTeardown } from '../../local/teardown.ts';
import { launchBrowser } from '../../test/dashboard/support/browser.ts';
import { startStack, type Stack } from '../../test/dashboard/support/stack.ts';
import { openCamera } from './camera.ts';
import { createDemoCustomer, type Customer } from './customer.ts';
import { restate } from './restate.ts';
import { scenes } from './scenes.ts';

const IMAGES = path.join(import.meta.dirname, '../images');

interface Studio {
  readonly browser: Browser;
  readonly stack: Stack;
  readonly customer: Customer;
  readonly progress: Progress;
}

/** The pictures of the documents, in docs/images. */
async function takePictures({ browser, stack, customer, progress }: Studio): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  for (const scene of scenes) {
    for (const { file, width = 1280, height = 900, scheme = 'light', of } of scene.pictures ?? []) {
      const camera = await openCamera(browser, stack, customer, { width, height, scheme });
      await progress.step(`${file}.png`, () => camera.take(scene, path.join(IMAGES, `${file}.png`), of));
      await camera.close();
    }
  }
}

/** Every scene on a laptop, a phone and a large screen, light and dark, as long as the page is. */
async function takeAll({ browser, stack, customer, progress }: Studio, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await progress.step('A correction is applied', () => restate(stack, customer));
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
    [1920, 1080],
  ] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      const camera = await openCamera(browser, stack, customer, { width, height, scheme });
      await progress.step(`Every page, ${width} px wide, ${scheme}`, async () => {
        for (const scene of scenes) {
          const file = path.join(directory, `${scene.name}-${width}-${scheme}.png`);
          await camera.take(scene, file, 'whole page');
        }
      });
      await camera.close();
    }
  }
}

const { values } = parseArgs({ options: { all: { type: 'string' } } });
const progress = createProgress(console.log);
const teardown = createTeardown();
process.once('SIGINT', () => void teardown.run().then(() => process.exit(130)));
try {
  const stack = await progress.step('The deployment runs', startStack);
  teardown.add(() => stack.stop());
  const customer = await progress.step("The demo's history is stored", () => createDemoCustomer(stack));
  const browser = await launchBrowser();
  teardown.add(() => browser.close());
  const studio = { browser, stack, customer, progress };
  await (values.all === undefined ? takePictures(studio) : takeAll(studio, path.resolve(values.all)));
} finally {
  await teardown.run();
}

import type { Browser, Page } from 'playwright-core';
import { openDashboard } from '../../test/dashboard/support/browser.ts';
import type { Stack } from '../../test/dashboard/support/stack.ts';
import type { Customer } from './customer.ts';
import type { Picture, Scene } from './scenes.ts';

const FONT_TRIES = 5;
/** The font is optional: a page that has it too late is drawn without it, which on a busy machine happens. */
const HAS_FONT = `(() => {
  const context = document.createElement('canvas').getContext('2d');
  const widthIn = (font) => ((context.font = '64px ' + font), context.measureText('Savings').width);
  return widthIn('"Inter Variable", monospace') !== widthIn('monospace');
})()`;

type Look = Required<Pick<Picture, 'width' | 'height' | 'scheme'>>;

export interface Camera {
  /** A picture of what the window shows, of a part of the page, or of the whole page, however long. */
  take(scene: Scene, file: string, part: Picture['of'] | 'whole page'): Promise<void>;
  close(): Promise<void>;
}

/** A browser of its own, with somebody signed in. What moves by itself is at its end in every picture. */
export async function openCamera(
  browser: Browser,
  stack: Stack,
  customer: Customer,
  { width, height, scheme }: Look,
): Promise<Camera> {
  const { page, complaints } = await openDashboard(browser, stack, {
    path: `/?org=${customer.id}`,
    viewport: { width, height },
    deviceScaleFactor: 1,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    // As on every visit but the first.
    prepare: async (each) => {
      await each.addInitScript("localStorage.setItem('payback.font', 'inter')");
    },
  });
  return {
    async take(scene, file, part) {
      const address = new URL(scene.path(customer), stack.endpoints.dashboard_url);
      if (!address.searchParams.has('org')) address.searchParams.set('org', customer.id);
      await page.goto(address.href);
      try {
        await settled(page);
      } catch (error) {
        const shown = `${page.url()} shows "${await page.locator('body').textContent()}"`;
        throw new Error(`${scene.name}: ${shown}; ${complaints.join('; ')}`, { cause: error });
      }
      for (let tries = 0; tries < FONT_TRIES && !(await hasFont(page)); tries += 1) {
        await page.reload();
        await settled(page);
      }
      await scene.act?.(page);
      await settled(page);
      const options = { path: file, animations: 'disabled' } as const;
      if (typeof part === 'function') await part(page).screenshot(options);
      else await page.screenshot({ ...options, fullPage: part === 'whole page' });
      const [complaint] = complaints;
      if (complaint !== undefined) throw new Error(`${address.href}: ${complaint}`);
    },
    close: () => page.context().close(),
  };
}

const hasFont = async (page: Page): Promise<boolean> => Boolean(await page.evaluate(HAS_FONT));

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  await page.evaluate('document.fonts.ready');
}

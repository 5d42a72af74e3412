import type { Page } from 'playwright-core';

/** A slow line and a slow machine: that of an executive in a train. */
export interface Conditions {
  /** Megabits per second, down. */
  readonly megabits: number;
  /** Round trip, milliseconds. */
  readonly latency: number;
  /** How many times slower the processor is than this one. */
  readonly slowdown: number;
}

export interface FirstView {
  /** From the start of the navigation until the hero figure and the bars of the trend are painted. */
  readonly milliseconds: number;
  readonly layoutShift: number;
}

// Runs before the page's own scripts, in the page. Painted: in the frame after the one that has it.
const OBSERVE = `
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
window.painted = new Promise((resolve) => {
  const look = () => {
    const hero = document.querySelector('[data-figure="total_savings"]');
    const bars = document.querySelector('[aria-roledescription="chart"] rect[height]');
    if (hero && bars) requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    else requestAnimationFrame(look);
  };
  look();
});`;

/** Prepares a page for {@link firstView}: what it loads later is measured. */
export async function observe(page: Page): Promise<void> {
  await page.addInitScript(OBSERVE);
}

/** Loads a page that has a session with an empty cache, and waits for everything to settle. */
export async function firstView(page: Page, url: string, conditions?: Conditions): Promise<FirstView> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  if (conditions) {
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: conditions.latency,
      downloadThroughput: (conditions.megabits * 1_000_000) / 8,
      uploadThroughput: (conditions.megabits * 1_000_000) / 8,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: conditions.slowdown });
  }
  await page.goto(url, { waitUntil: 'commit' });
  const milliseconds = Number(await page.evaluate('window.painted'));
  await page.waitForLoadState('networkidle');
  const layoutShift = Number(await page.evaluate('window.shift'));
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.detach();
  return { milliseconds, layoutShift };
}

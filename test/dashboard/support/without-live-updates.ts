import type { Page } from 'playwright-core';

/** The page itself, and none of its files. */
const PAGE = /^http:\/\/localhost:\d+\/(?:\?|$)/;

/**
 * What is loaded from now on is of a deployment without live updates: nothing is read again because of news. It is not
 * seen of a page that a sign-in redirects to.
 */
export async function withoutLiveUpdates(page: Page): Promise<void> {
  await page.route(PAGE, async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    await route.fulfill({ response, body: html.replace('"live_updates":"on"', '"live_updates":"off"') });
  });
}

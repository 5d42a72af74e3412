import { expect, test } from '@jest/globals';
import { figure } from './support/browser.ts';
import { refusedSummaries } from './support/refused-summaries.ts';
import { limit } from '../support/limits.ts';

test(
  'whoever asks too much is told when the page asks again, and it does not before',
  async () => {
    const { page, asked, answer, end } = await refusedSummaries(429, 50, {
      title: 'Too many requests',
      detail: 'You have made 600 requests in this minute.',
    });
    const notice = page.getByText(/^Too many requests; trying again in (?:50|[1-4]\d) s\.$/);
    await notice.waitFor();
    await page.getByRole('status').getByText('Too many requests; trying again by itself.').waitFor();
    await page.clock.fastForward(10_000);
    await page.getByText(/^Too many requests; trying again in (?:40|[1-3]\d) s\.$/).waitFor();
    expect(asked()).toBe(1);
    answer();
    await page.clock.fastForward(41_000);
    await figure(page, 'total_savings').waitFor();
    await page.getByText(/^Too many requests/).waitFor({ state: 'detached' });
    expect(asked()).toBe(2);
    expect(await end()).toEqual([]);
  },
  limit(120),
);

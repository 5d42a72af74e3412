import { expect, test } from '@jest/globals';
import { limit } from '../support/limits.ts';
import { figure } from './support/browser.ts';
import { refusedSummaries } from './support/refused-summaries.ts';

const detail = 'The database does not answer at the moment.';

test(
  'what stays unavailable is said, with a way to ask again, and nothing asks any more by itself',
  async () => {
    const { page, asked, answer, end } = await refusedSummaries(503, 5, { title: 'Not available', detail });
    await page.getByText(/^Not available; trying again in [1-5] s\.$/).waitFor();
    while (asked() < 3) await page.clock.fastForward(1_000);
    const notice = page.getByRole('alert').filter({ hasText: detail }).first();
    await notice.waitFor();
    await page.getByText(/^Not available; trying again/).waitFor({ state: 'detached' });
    expect(asked()).toBe(3);
    answer();
    await notice.getByRole('button', { name: 'Try again' }).click();
    await figure(page, 'total_savings').waitFor();
    await notice.waitFor({ state: 'detached' });
    expect(await end()).toEqual([]);
  },
  limit(120),
);

import type { Locator, Page } from 'playwright-core';
import type { PagePath } from '../../dashboard/src/shared/layout/navigation.ts';
import type { Customer } from './customer.ts';

/** A picture that the documents show. */
export interface Picture {
  /** Name of a file of docs/images, without its extension. */
  readonly file: string;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** What is in the picture, if it is not all that the window shows. */
  readonly of?: (page: Page) => Locator;
}

export interface Scene {
  readonly name: string;
  readonly path: (customer: Customer) => string;
  /** What is done on the page before the picture is taken. */
  readonly act?: (page: Page) => Promise<unknown>;
  readonly pictures?: readonly Picture[];
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** What a button opens is loaded when it is clicked on. */
const opens = (name: string, what: (page: Page) => Locator) => async (page: Page) => {
  await button(page, name).first().click();
  await what(page).waitFor();
};
const dialog = (page: Page) => page.getByRole('dialog');
const card = (page: Page, heading: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });

/** The API answers a dry run at once, or leaves it to the job that runs every minute. */
async function tryCorrection(page: Page): Promise<void> {
  await page.getByLabel('Price in US dollars').fill('7.5');
  await page.getByLabel('Reason').fill('The signed contract says 7.50, not 8.00');
  await button(page, 'Show what it would change').click();
  await page
    .getByRole('button', { name: 'Apply this correction', disabled: false })
    .waitFor({ timeout: 150_000 });
}

/** Every page, and on each what is worth seeing open. */
const scenesOf: Record<PagePath, readonly [Scene, ...Scene[]]> = {
  '/': [
    {
      name: 'overview',
      path: () => '/?range=30d',
      pictures: [
        { file: 'overview', height: 800 },
        { file: 'overview-phone-dark', width: 390, height: 844, scheme: 'dark' },
      ],
    },
    { name: 'overview-month', path: () => '/' },
    { name: 'overview-week', path: () => '/?range=7d' },
    {
      name: 'overview-compared',
      path: () => '/?range=30d&compare=1',
      act: async (page) => {
        await page.getByRole('group', { name: /^Savings trend/ }).focus();
        for (let day = 0; day < 9; day += 1) await page.keyboard.press('ArrowLeft');
      },
      pictures: [{ file: 'trend', of: (page) => card(page, 'Savings trend') }],
    },
    {
      name: 'overview-table',
      path: () => '/?range=30d',
      act: opens('Table', (page) => page.getByRole('table', { name: /savings/i })),
    },
    {
      name: 'overview-of-a-provider',
      path: () => '/?range=30d&provider=github_copilot',
      act: (page) => page.getByRole('button', { name: /^GitHub Copilot/ }).focus(),
      pictures: [{ file: 'provider', height: 800 }],
    },
    {
      name: 'overview-projection',
      path: () => '/?range=30d',
      act: (page) => page.locator('[data-figure="projection"]').focus(),
    },
    {
      name: 'range',
      path: () => '/?range=30d',
      act: opens('Custom', dialog),
    },
    {
      name: 'link',
      path: () => '/?range=30d',
      act: opens('Copy link', dialog),
    },
    {
      name: 'keyboard',
      path: () => '/?range=30d',
      act: async (page) => {
        await page.keyboard.press('?');
        await dialog(page).waitFor();
      },
    },
    {
      name: 'account',
      path: () => '/?range=30d',
      act: opens('Appearance and sign-out', dialog),
    },
    { name: 'empty', path: ({ emptyId }) => `/?org=${emptyId}` },
  ],
  '/executions': [
    {
      name: 'executions',
      path: () => '/executions?range=30d&flag=negative_savings',
      pictures: [{ file: 'executions', height: 720 }],
    },
    { name: 'executions-all', path: () => '/executions' },
    { name: 'executions-failed', path: () => '/executions?success=false&unpriced=true' },
  ],
  '/executions/:id': [
    {
      name: 'explanation',
      path: ({ executionId }) => `/executions/${executionId}`,
      pictures: [{ file: 'explanation', height: 1000 }],
    },
    { name: 'explanation-of-a-loss', path: ({ lossId }) => `/executions/${lossId}` },
  ],
  '/unpriced': [
    { name: 'unpriced', path: () => '/unpriced?range=30d', pictures: [{ file: 'unpriced', height: 720 }] },
  ],
  '/summary': [
    { name: 'summary', path: () => '/summary?range=30d', pictures: [{ file: 'summary', height: 1100 }] },
  ],
  '/routing': [
    { name: 'routing', path: () => '/routing?range=30d', pictures: [{ file: 'routing', height: 900 }] },
    {
      name: 'routing-what-if',
      path: () => '/routing?range=30d&if_provider=google_code_assist&if_model=gemini-2.5-flash',
    },
  ],
  '/review': [
    { name: 'review', path: () => '/review?range=30d', pictures: [{ file: 'review', height: 720 }] },
    {
      name: 'review-dialog',
      path: () => '/review?range=30d',
      act: opens('Mark reviewed', dialog),
    },
  ],
  '/prices': [
    {
      name: 'prices',
      path: () => '/prices?scope=contract',
      pictures: [{ file: 'prices', height: 720 }],
    },
    { name: 'prices-all', path: () => '/prices' },
    { name: 'new-factor', path: () => '/prices', act: opens('Add a factor', dialog) },
    { name: 'price-changes', path: () => '/prices?tab=changes' },
    { name: 'recalculations', path: () => '/prices?tab=recalculations' },
  ],
  '/prices/new': [{ name: 'new-price', path: () => '/prices/new' }],
  '/prices/:id': [
    { name: 'price', path: ({ priceId }) => `/prices/${priceId}` },
    {
      name: 'correction',
      path: ({ priceId }) => `/prices/${priceId}?correct=1`,
      act: tryCorrection,
      pictures: [{ file: 'correction', of: (page) => card(page, 'Correct this price') }],
    },
  ],
  '/settings': [
    { name: 'settings', path: () => '/settings', pictures: [{ file: 'settings', height: 900 }] },
    { name: 'new-rule', path: () => '/settings', act: opens('Add a rule', dialog) },
    { name: 'erase-data', path: () => '/settings', act: opens('Erase my data', dialog) },
  ],
  '/audit': [
    { name: 'audit', path: () => '/audit?range=30d' },
    { name: 'audit-refused', path: () => '/audit?tab=refused' },
  ],
  '/help': [{ name: 'help', path: () => '/help' }],
};

export const scenes: readonly Scene[] = [
  ...Object.values(scenesOf).flat(),
  { name: 'nowhere', path: () => '/nowhere' },
  {
    name: 'signed-out',
    path: () => '/?range=30d',
    act: async (page) => {
      await button(page, 'Appearance and sign-out').click();
      await button(page, 'Sign out').click();
      await page.getByRole('heading', { name: /signed out/i }).waitFor();
    },
  },
];

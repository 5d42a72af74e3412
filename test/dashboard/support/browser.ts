import chromiumBinary from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { limit } from '../../support/limits.ts';
import { OPERATOR, SUBJECT, type Stack } from './stack.ts';

/** Real Chromium: the one of the npm package, or that of PAYBACK_CHROMIUM where the package has none (not x64 Linux). */
export const chromiumPath = async (): Promise<string> =>
  process.env['PAYBACK_CHROMIUM'] ?? (await chromiumBinary.executablePath());

export async function launchBrowser(): Promise<Browser> {
  const executablePath = await chromiumPath();
  // A sandbox needs rights that root in a container has not; the pages are ours.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], timeout: limit(30) });
}

export interface OpenOptions extends BrowserContextOptions {
  /** Path and search of the page. */
  readonly path?: string;
  /** Signed in as an operator of the platform, who is no member, instead of {@link SUBJECT}. */
  readonly operator?: boolean;
  /** What has to be in place before the first page loads. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  /** What the browser complained about: errors of scripts, and what the content security policy refused. */
  readonly complaints: readonly string[];
}

/** A browser of its own with the dashboard open, signed in by the issuer's page. */
export async function openDashboard(
  browser: Browser,
  { endpoints }: Stack,
  { path = '/', operator = false, prepare, ...options }: OpenOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'America/New_York',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(limit(30));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) {
      void response.text().then((text) => complaints.push(`${response.url()}: ${text}`));
    }
  });
  await prepare?.(page);
  await page.goto(new URL(path, endpoints.dashboard_url).href);
  try {
    await page.getByLabel('Subject').fill(operator ? OPERATOR : SUBJECT);
    await page.getByLabel('as an operator of the platform').setChecked(operator);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  } catch (error) {
    const shown = `${page.url()} shows "${await page.locator('body').textContent()}"`;
    throw new Error(`Nobody could sign in: ${shown}; ${complaints.join('; ')}`, { cause: error });
  }
  return { page, complaints };
}

/** The text of a figure of the overview. */
export const figure = (page: Page, name: string) => page.locator(`[data-figure="${name}"]`);

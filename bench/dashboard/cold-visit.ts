import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { chromiumPath } from '../../test/dashboard/support/browser.ts';

const LIGHTHOUSE = fileURLToPath(import.meta.resolve('lighthouse/cli/index.js'));
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;
const MOST_MS = 120_000;

const score = z.object({ score: z.number().transform((part) => Math.round(part * 100)) });
const milliseconds = z.object({ numericValue: z.number() }).transform(({ numericValue }) => numericValue);
const report = z.object({
  runtimeError: z.undefined().optional(),
  finalDisplayedUrl: z.string(),
  categories: z.object({ performance: score, accessibility: score, 'best-practices': score }),
  audits: z.object({
    'first-contentful-paint': milliseconds,
    'largest-contentful-paint': milliseconds,
    'speed-index': milliseconds,
    'total-blocking-time': milliseconds,
  }),
});

/** What Lighthouse says of a visit: scores from 0 to 100, times in milliseconds. */
export interface ColdVisit {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly firstPaint: number;
  readonly largestPaint: number;
  readonly speedIndex: number;
  readonly blocked: number;
}

/**
 * Visits a page as Lighthouse's phone does, with a browser of its own that knows nothing: sign-in is a part of it.
 * @throws Error where the visit ends elsewhere, or Lighthouse does
 */
export async function coldVisit(url: string): Promise<ColdVisit> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      LIGHTHOUSE,
      url,
      '--output=json',
      '--quiet',
      '--no-enable-error-reporting',
      '--only-categories=performance,accessibility,best-practices',
      '--chrome-flags=--headless --no-sandbox --disable-gpu',
    ],
    {
      env: { ...process.env, CHROME_PATH: await chromiumPath() },
      maxBuffer: MOST_OUTPUT_BYTES,
      timeout: MOST_MS,
    },
  );
  const { finalDisplayedUrl, categories, audits } = report.parse(JSON.parse(stdout));
  if (finalDisplayedUrl !== url) throw new Error(`A visit of ${url} ended at ${finalDisplayedUrl}.`);
  return {
    performance: categories.performance.score,
    accessibility: categories.accessibility.score,
    bestPractices: categories['best-practices'].score,
    firstPaint: audits['first-contentful-paint'],
    largestPaint: audits['largest-contentful-paint'],
    speedIndex: audits['speed-index'],
    blocked: audits['total-blocking-time'],
  };
}

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { noMeasures, toTotals } from '../../../../shared/figures/figures.ts';
import { summaryPdf } from '../../../../lambdas/reports/executive-summary/pdf/document.ts';
import { fonts, writable } from '../../../../lambdas/reports/executive-summary/pdf/fonts.ts';
import { coverageOf } from '../../../../lambdas/reports/executive-summary/pdf/font-coverage.ts';
import type { Summary } from '../../../../lambdas/reports/executive-summary/read-summary.ts';
import { elementsOf, readPdf } from '../../../support/pdf.ts';
import { madeUp } from './made-up.ts';

const NOW = new Date('2026-01-31T10:00:00Z');
const printed = async (summary: Summary, paper: 'a4' | 'letter' = 'a4') =>
  readPdf(await summaryPdf(summary, { paper, now: NOW, timeZone: 'Europe/Berlin' }));

/** All text of the page. Runs end where digits are moved closer to each other, which is nothing that is read. */
const saidBy = async (summary: Summary) => (await printed(summary)).texts.join('');

const wave = (days: number, scale = 1) =>
  Array.from({ length: days }, (_, at) => scale * (8 + 5 * Math.sin(at / 2) - (at % 11 === 0 ? 12 : 0)));
const normal = madeUp(wave(31));
const nothing = madeUp([0, 0, 0, 0, 0], {
  ...toTotals(noMeasures),
  success_rate: null,
  change: null,
  projection: null,
  time: {
    ...normal.time,
    tasks_share: null,
    avg_duration_ms: null,
    baseline_avg_duration_ms: null,
    change_percentage: null,
    hours_saved: null,
    exact: {
      avg_duration_ms: null,
      baseline_avg_duration_ms: null,
      change_percentage: null,
      hours_saved: null,
    },
    task_types: [],
  },
  routing: { decisions: 0, judged: 0, optimal: 0, optimal_share: null },
  best_performer: null,
  most_cost_efficient: null,
  providers: [],
});
const long = madeUp(wave(92, 1e7), {
  organization: 'Initech '.repeat(25),
  baselines: [{ provider: 'p'.repeat(50), model: 'm'.repeat(100), start: null, end: null }],
  providers: Array.from({ length: 40 }, (_, at) => ({
    ...(normal.providers[at % 3] ?? fail()),
    provider: `${at}-${'w'.repeat(46)}`,
  })),
});

const CASES: [string, Summary][] = [
  ['a month', normal],
  ['losses', madeUp(wave(31, -1))],
  ['nothing', nothing],
  ['long names and large numbers', long],
  ['one day', madeUp([12.5])],
  ['a year of weeks', madeUp(wave(53), { trend_period: 'week' })],
];

describe.each(CASES)('the page of %s', (_name, summary) => {
  test.each([
    ['a4' as const, [595.28, 841.89]],
    ['letter' as const, [612, 792]],
  ])('is one tagged page of %s with embedded fonts and without a raster', async (paper, size) => {
    const page = await printed(summary, paper);
    expect(page.pages).toBe(1);
    expect(page.size).toEqual(size);
    expect(page.marked).toBe(true);
    expect(page.info).toMatchObject({
      Language: 'en-US',
      Title: expect.stringMatching(/^Executive summary of /),
    });
    expect(page.fonts.map((font) => font.name.replace(/^[A-Z]{6}\+/, '')).sort()).toEqual([
      'Inter-Regular',
      'Inter-SemiBold',
    ]);
    expect(page.fonts.filter((font) => font.missingFile)).toEqual([]);
    expect(page.images).toBe(0);
    expect(page.links.map((link) => link.url)).toEqual([summary.methodology.url]);
    // Nothing that the fonts have no glyph for.
    expect(page.texts.join('')).not.toMatch(/[\0\uFFFD]/);
  });
});

test('its elements say what is a heading, a table and a figure, in reading order', async () => {
  const elements = elementsOf((await printed(normal)).structure);
  const roles = elements.map((element) => element.role);
  expect(roles.filter((role) => /^H\d$|Figure|^Table$|Link/.test(role))).toEqual([
    'H1',
    'H2',
    'Figure',
    'H2',
    'Table',
    'Link',
  ]);
  const figure = elements.find((element) => element.role === 'Figure');
  expect(figure?.alt).toMatch(
    /^Chart of savings by day, Jan 1\s–\s31, 2026: \$\d+\.\d\d in total\. The greatest is/,
  );
  const table = elements.find((element) => element.role === 'Table');
  expect(table?.children.map((row) => row.children.map((cell) => cell.role))).toEqual([
    Array.from({ length: 7 }, () => 'TH'),
    ...Array.from({ length: 4 }, () => ['TH', ...Array.from({ length: 6 }, () => 'TD')]),
  ]);
});

test('losses are shown as losses', async () => {
  const said = await saidBy(
    madeUp([-3, 1, -4.25], {
      time: { ...normal.time, exact: { ...normal.time.exact, hours_saved: '-12.4' } },
    }),
  );
  expect(said).toContain('Lost against OpenAI Codex gpt-5-codex');
  expect(said).toContain('$6.25');
  expect(said).toContain('More than the baseline');
  expect(said).toContain('Hours lost');
  expect(said).toContain('12.4 h');
});

test('what is not known is not made up', async () => {
  const said = await saidBy(nothing);
  // Of time, hours, routing and both standings.
  expect(said.split('Not enough data')).toHaveLength(6);
  expect(said).toContain('Needs at least 7 complete');
  expect(said).toContain('No task ran in this period.');
});

test('a provider of which nothing can be compared has costs that are not known, not 0', async () => {
  const [first = fail()] = normal.providers;
  const unknown = {
    ...first,
    provider: 'in_house',
    tasks: 7,
    successful_tasks: 7,
    compared_tasks: 0,
    savings_percentage: null,
    exact: { ...first.exact, savings: null, actual_cost: null, baseline_cost: null },
  };
  const said = await saidBy({ ...normal, providers: [first, unknown] });
  expect(said).toMatch(/In House\s*7\s*100\.0%\s*–\s*–\s*–\s*–\s*All providers/);
});

test('providers beyond the table are added up in one row, exactly', async () => {
  const said = await saidBy(long);
  expect(said).toContain('35 others');
  const others = long.providers.slice(5);
  const savings = others.reduce((sum, each) => sum + Number(each.exact.savings), 0);
  expect(said).toContain(
    new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(savings),
  );
});

test('a long name of a provider is wrapped, not made tiny or cut', async () => {
  const name = 'internal gateway for the research department of the north';
  const [first = fail()] = normal.providers;
  const { texts } = await printed({ ...normal, providers: [{ ...first, provider: name }] });
  const lines = texts.filter(
    (text) => name.toLowerCase().includes(text.trim().toLowerCase()) && text.trim().length > 3,
  );
  expect(
    lines
      .map((line) => line.trim())
      .join(' ')
      .toLowerCase(),
  ).toBe(name);
  expect(lines).toHaveLength(2);
});

test('the time zone is that of the organization', async () => {
  expect(await saidBy(normal)).toContain('Payback, Jan 31, 2026, 11:00 AM (Europe/Berlin)');
});

describe('names of any script', () => {
  test.each([
    ['Initech', 'Initech'],
    ['Grüße Łódź', 'Grüße Łódź'],
    ['Ελλάδα', 'Ελλάδα'],
    ['Общество', 'Общество'],
    ['株式会社', 'ZhuShiHuiShe'],
    ['한국', 'HanGug'],
    ['a\u0301', 'á'],
    ['two\nlines\tand\u00A0a tab', 'two lines and a tab'],
    ['\u{E000}', '?'],
    ['', '?'],
  ])('%j is written %j', (name, written) => {
    expect(writable(name)).toBe(written);
  });

  test('are written with glyphs that both fonts have, whatever they are', () => {
    const covered = [coverageOf(fonts.regular), coverageOf(fonts.semiBold)];
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const points = Array.from(writable(name), (character) => character.codePointAt(0) ?? 0);
        expect(points.length).toBeGreaterThan(0);
        for (const has of covered) expect(points.filter((point) => !has(point))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('come back from the page', async () => {
    const said = await saidBy(madeUp(wave(3), { organization: 'Ελλάδα 株式会社' }));
    expect(said).toContain('Ελλάδα ZhuShiHuiShe');
  });
});

function fail(): never {
  throw new Error('there are three');
}

import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { correctPrice } from '../../lambdas/pricing/corrections/contract.ts';
import { createPrice, listPrices, newPrice } from '../../lambdas/pricing/prices/contract.ts';
import { all, call } from '../api.ts';
import { table } from '../output.ts';
import type { Target } from '../target/target.ts';
import { Trouble, UsageError } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { uuid } from './parameters.ts';
import { listInForce } from './prices-list.ts';

export const registerPrices: Register = (program, run) => {
  const prices = program.command('prices').description('The price book');
  const columns =
    'CSV with the fields of POST /api/v1/pricing as header: provider,model,task_type,pricing_model,cost_per_unit,effective_date,…';
  prices
    .command('list')
    .description('The prices in force now, with the ids that correct takes')
    .option('--provider <name>', 'of it alone')
    .option('--model <name>', 'of exactly this one')
    .option('--search <text>', 'that provider or model contains')
    .option('--organization <id>', 'its contract prices as well')
    .action(run(listInForce));
  prices
    .command('import <file>')
    .description(`Add new prices. ${columns}`)
    .option('--organization <id>', 'contract prices of one organization')
    .action(run(importPrices));
  prices
    .command('diff <file>')
    .description(`Compare the prices in force with a file; ends with 1 when they differ. ${columns}`)
    .option('--organization <id>', 'contract prices of one organization')
    .action(run(diffPrices));
  prices
    .command('correct <id>')
    .description(
      'Correct a price that was wrong, and price again what it touched; --dry-run says what that changes',
    )
    .option('--cost-per-unit <dollars>', 'a decimal')
    .option('--effective-date <day>', 'where it begins')
    .option('--end-date <day>', 'where it ends; none: it has no end')
    .requiredOption('--reason <text>', 'for whoever reads it later')
    .action(run(correct));
};

const record = z.record(z.string(), z.string());
type Wanted = z.input<typeof newPrice>;

/** @throws UsageError that names line and field of what is no price */
async function readPrices(
  file: string,
  organization: string | undefined,
): Promise<{ line: number; price: Wanted }[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read`);
  });
  const rows = z
    .array(record)
    .parse(parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true }));
  const scope =
    organization === undefined
      ? {}
      : { organization_id: uuid('--organization', organization), source: 'contract' };
  return rows.map((row, index) => {
    const line = index + 2;
    const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
    const above = given['above_input_tokens'];
    const price = {
      source: 'manual_entry',
      ...given,
      ...scope,
      ...(above === undefined ? {} : { above_input_tokens: Number(above) }),
    };
    const parsed = newPrice.safeParse(price);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new UsageError(
        `${file}, line ${line}: ${issue?.path.join('.') || 'the price'} ${issue?.message}`,
      );
    }
    return { line, price: newPrice.parse(price) };
  });
}

async function importPrices(
  { output, dryRun, target: find }: Context,
  file: string,
  options: { organization?: string },
): Promise<void> {
  const wanted = await readPrices(file, options.organization);
  if (dryRun)
    return output.answer(
      { prices: wanted.length },
      () => `All ${wanted.length} prices are valid. Nothing was added.`,
    );
  const target = await find();
  let added = 0;
  for (const { line, price } of wanted) {
    await call(target, createPrice, { body: price }).catch((error: unknown) => {
      if (!(error instanceof Trouble)) throw error;
      throw new Trouble(
        `${file}, line ${line}: ${error.message}`,
        `${added} prices before it were added; leave them out when you try again.`,
      );
    });
    output.progress('prices added', (added += 1), wanted.length);
  }
  output.answer({ added }, () => `${added} prices are added.`);
}

const KEY = [
  'provider',
  'model',
  'task_type',
  'service_tier',
  'speed',
  'inference_geo',
  'pricing_model',
  'above_input_tokens',
] as const;
type Keyed = Partial<Record<(typeof KEY)[number], unknown>>;
const keyOf = (price: Keyed) =>
  JSON.stringify(KEY.map((name) => price[name] ?? (name === 'above_input_tokens' ? 0 : null)));

async function inForce(target: Target, organization: string | undefined, providers: ReadonlySet<string>) {
  const found = new Map<string, string>();
  for (const provider of providers) {
    const query = {
      provider,
      limit: 100,
      ...(organization === undefined ? {} : { organization_id: organization, scope: 'contract' }),
    };
    const prices = await all(
      (cursor) => call(target, listPrices, { query: { ...query, cursor } }),
      (page) => page.prices,
    );
    for (const price of prices) found.set(keyOf(price), price.cost_per_unit);
  }
  return found;
}

/** Decimals without what does not count: `0.10` is `0.1`. */
const plain = (decimal: string) => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);

async function diffPrices(
  { output, target: find }: Context,
  file: string,
  options: { organization?: string },
): Promise<boolean> {
  const wanted = await readPrices(file, options.organization);
  const book = await inForce(
    await find(),
    options.organization,
    new Set(wanted.map(({ price }) => price.provider)),
  );
  const differences = wanted.flatMap(({ line, price }) => {
    const now = book.get(keyOf(price));
    if (now !== undefined && plain(now) === plain(price.cost_per_unit)) return [];
    const what = [price.provider, price.model, price.pricing_model].filter(Boolean).join(' ');
    return { line, what, in_file: price.cost_per_unit, in_force: now ?? null };
  });
  output.answer({ prices: wanted.length, differences }, () =>
    table(
      ['line', 'price', 'in the file', 'in force'],
      differences.map((each) => [String(each.line), each.what, each.in_file, each.in_force ?? 'none']),
      `All ${wanted.length} prices of the file are in force.`,
    ),
  );
  return differences.length === 0;
}

interface Correction {
  readonly costPerUnit?: string;
  readonly effectiveDate?: string;
  readonly endDate?: string;
  readonly reason: string;
}

async function correct(
  { output, dryRun, target: find }: Context,
  given: string,
  options: Correction,
): Promise<void> {
  const body = {
    ...(options.costPerUnit === undefined ? {} : { cost_per_unit: options.costPerUnit }),
    ...(options.effectiveDate === undefined ? {} : { effective_date: options.effectiveDate }),
    ...(options.endDate === undefined
      ? {}
      : { end_date: options.endDate === 'none' ? null : options.endDate }),
    reason: options.reason,
    dry_run: dryRun,
  };
  if (
    options.costPerUnit === undefined &&
    options.effectiveDate === undefined &&
    options.endDate === undefined
  ) {
    throw new UsageError(
      'one of --cost-per-unit, --effective-date and --end-date says what is to be corrected',
    );
  }
  const answer = await call(await find(), correctPrice, { path: { id: uuid('<id>', given) }, body });
  const { recalculation } = answer;
  output.answer(answer, () =>
    [
      dryRun
        ? 'Nothing was changed. The correction would give:'
        : `Corrected; the price is ${answer.price?.id}.`,
      recalculation.executions_changed === null
        ? `  what changes is shown to members of the organization, ${recalculation.status}`
        : `  ${recalculation.executions_changed.toLocaleString('en-US')} executions change, ${recalculation.status}`,
      `  recalculation ${recalculation.id}: GET /api/v1/recalculations/${recalculation.id}`,
    ].join('\n'),
  );
}

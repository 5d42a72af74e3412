import type * as z from 'zod';
import { createPrice, listPrices, newPrice } from '../../lambdas/pricing/prices/contract.ts';
import { all, call } from '../api.ts';
import { table } from '../output.ts';
import type { Target } from '../target/target.ts';
import { Trouble, UsageError } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { csvRecords } from './csv-records.ts';
import { uuid } from './parameters.ts';
import { correct } from './prices-correct.ts';
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
      'Correct a price that was wrong, and price again what it touched; --dry-run says what cost and savings would be',
    )
    .option(
      '--cost-per-unit <dollars>',
      'of one unit, as prices list has it: 7.50 a million tokens are 0.0000075',
    )
    .option('--effective-date <day>', 'where it begins')
    .option('--end-date <day>', 'where it ends; none: it has no end')
    .requiredOption('--reason <text>', 'for whoever reads it later')
    .action(run(correct));
};

type Wanted = z.input<typeof newPrice>;

/** A field that is none first: where a name is mistyped, the right one is missing too. */
function whatIsWrong(issues: readonly z.core.$ZodIssue[]): string {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown !== undefined) {
    return `${unknown.keys.join(', ')}: no field of a price; ${Object.keys(newPrice.shape).join(', ')} are`;
  }
  const [first] = issues;
  return `${first?.path.join('.') || 'the price'} ${first?.message}`;
}

/** @throws UsageError that names line and field of what is no price */
async function readPrices(
  file: string,
  organization: string | undefined,
): Promise<{ line: number; price: Wanted }[]> {
  const rows = await csvRecords(file);
  if (rows.length === 0) throw new UsageError(`${file} has no lines of prices`);
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
      throw new UsageError(`${file}, line ${line}: ${whatIsWrong(parsed.error.issues)}`);
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

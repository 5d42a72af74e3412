import { setTimeout } from 'node:timers/promises';
import type * as z from 'zod';
import { correctPrice } from '../../lambdas/pricing/corrections/contract.ts';
import { getRecalculation, type recalculation } from '../../shared/recalculation/contract.ts';
import { call } from '../api.ts';
import { table } from '../output.ts';
import type { Target } from '../target/target.ts';
import { UsageError } from '../trouble.ts';
import type { Context } from './command.ts';
import { uuid } from './parameters.ts';

const POLL_MS = 2_000;

interface Correction {
  readonly costPerUnit?: string;
  readonly effectiveDate?: string;
  readonly endDate?: string;
  readonly reason: string;
}
type Recalculation = z.output<typeof recalculation>;

/** Corrects a price, or, dry, waits for what that would change and tells it. */
export async function correct(context: Context, given: string, options: Correction): Promise<void> {
  const { output, dryRun, target: find } = context;
  const { costPerUnit, effectiveDate, endDate, reason } = options;
  if (costPerUnit === undefined && effectiveDate === undefined && endDate === undefined) {
    throw new UsageError(
      'one of --cost-per-unit, --effective-date and --end-date says what is to be corrected',
    );
  }
  const body = {
    ...(costPerUnit === undefined ? {} : { cost_per_unit: costPerUnit }),
    ...(effectiveDate === undefined ? {} : { effective_date: effectiveDate }),
    ...(endDate === undefined ? {} : { end_date: endDate === 'none' ? null : endDate }),
    reason,
    dry_run: dryRun,
  };
  const id = uuid('<id>', given);
  const target = await find();
  const answer = await call(target, correctPrice, { path: { id }, body });
  if (!dryRun) {
    return output.answer(answer, () =>
      [
        `Corrected; the price is ${answer.price?.id}.`,
        'What it touched is priced again within minutes; npm run payback -- look recalculations tells how far that is.',
      ].join('\n'),
    );
  }
  const tried = await finished(context, target, answer.recalculation);
  output.answer({ ...answer, recalculation: tried }, () =>
    ['Nothing was changed. The correction would give:', '', ...told(tried)].join('\n'),
  );
}

/** A dry run of list prices is left to the job that runs every minute. */
async function finished({ output }: Context, target: Target, begun: Recalculation): Promise<Recalculation> {
  let made = begun;
  while (made.status === 'queued' || made.status === 'running') {
    output.progress('percent', Math.floor(100 * made.progress), 100);
    await setTimeout(POLL_MS);
    const organization = begun.organization_id;
    const query = organization === null ? {} : { organization_id: organization };
    made = await call(target, getRecalculation, { path: { id: begun.id }, query });
  }
  return made;
}

function told(made: Recalculation): string[] {
  if (made.status === 'failed') return [`It failed: ${made.failure}`];
  if (made.figures_withheld !== null) {
    return [
      'figures that only members of the organization may see: ask as one of them, with --as here, with --token on AWS.',
    ];
  }
  const { exact } = made;
  const row = (what: string, each: Pick<typeof made, 'executions_changed' | 'exact'>) => [
    what,
    each.executions_changed,
    each.exact.actual_cost_before,
    each.exact.actual_cost_after,
    each.exact.savings_before,
    each.exact.savings_after,
  ];
  return [
    table(
      ['', 'executions', 'cost before', 'cost after', 'savings before', 'savings after'],
      [
        ...made.restated.map((each) =>
          row(`${each.month.slice(0, 7)}${each.closed ? ', closed' : ''}`, each),
        ),
        row('all', { executions_changed: made.executions_changed, exact }),
      ],
      '',
    ),
    ...(made.restated.some(({ closed }) => closed)
      ? ['', 'A closed month is over and may have been reported.']
      : []),
  ];
}

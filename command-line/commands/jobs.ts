import * as z from 'zod';
import { invoke } from '../target/target.ts';
import type { Register } from './command.ts';
import { day, uuid } from './parameters.ts';

/** What schedules call, by the name of the command: each may be run by hand at any time. */
const JOBS: readonly { readonly name: string; readonly job: string; readonly does: string }[] = [
  { name: 'fold', job: 'rollup', does: 'Fold pending deltas into the rollups now' },
  {
    name: 'recalculate',
    job: 'recalculate',
    does: 'Work on the recalculations that were asked for, for up to a minute',
  },
  { name: 'partitions', job: 'partitions', does: 'Create the partitions of the weeks to come' },
  {
    name: 'retention',
    job: 'retention',
    does: 'Delete what organizations no longer keep, as far as it was decided',
  },
  { name: 'vitals', job: 'vitals', does: 'Look at what alarms on all organizations go by' },
  {
    name: 'watch',
    job: 'live-watch',
    does: 'Tell open dashboards what has changed, until nobody is connected',
  },
];

const fields = z.record(z.string(), z.unknown()).nullable();
const told = (name: string, result: z.output<typeof fields>) =>
  [
    `${name}: done`,
    ...Object.entries(result ?? {}).map(([key, value]) => `  ${key}  ${JSON.stringify(value)}`),
  ].join('\n');

export const registerJobs: Register = (program, run) => {
  for (const { name, job, does } of JOBS) {
    program
      .command(name)
      .description(does)
      .action(
        run(async ({ output, dryRun, target: find }) => {
          const target = await find();
          if (dryRun) {
            output.answer(
              { would_call: `payback-${target.stage}-${job}` },
              () => `Would call payback-${target.stage}-${job}.`,
            );
            return;
          }
          const result = await invoke(target, job, {}, fields);
          output.answer(result, () => told(name, result));
        }),
      );
  }

  program
    .command('erasures')
    .description('Go on with erasures that are unfinished')
    .option('--replay', 'first ask again for those that a restored database does not know', false)
    .action(
      run(async ({ output, dryRun, target: find }, { replay }: { replay: boolean }) => {
        const target = await find();
        const name = `payback-${target.stage}-erasure`;
        if (dryRun) return output.answer({ would_call: name }, () => `Would call ${name}.`);
        const result = await invoke(target, 'erasure', replay ? { replay: true } : {}, fields);
        return output.answer(result, () => told('erasures', result));
      }),
    );

  program
    .command('audit')
    .description('Price a sample again and compare rollups, as every day')
    .option(
      '--all-days',
      'read the executions of every day that is kept, also where nothing has changed',
      false,
    )
    .action(
      run(async ({ output, dryRun, target: find }, { allDays }: { allDays: boolean }) => {
        const target = await find();
        const name = `payback-${target.stage}-price-audit`;
        if (dryRun) return output.answer({ would_call: name }, () => `Would call ${name}.`);
        const result = await invoke(target, 'price-audit', allDays ? { all_days: true } : {}, fields);
        return output.answer(result, () => told('audit', result));
      }),
    );

  program
    .command('feed')
    .description('Take the list prices over now')
    .option('--accept-shrunken', 'also a list that has lost many of its models', false)
    .action(
      run(async ({ output, dryRun, target: find }, options: { acceptShrunken: boolean }) => {
        const target = await find();
        if (dryRun) {
          output.answer(
            { would_call: `payback-${target.stage}-price-feed` },
            () => `Would call payback-${target.stage}-price-feed.`,
          );
          return true;
        }
        const result = await invoke(
          target,
          'price-feed',
          { accept_shrunken: options.acceptShrunken },
          fields,
        );
        output.answer(result, () => told('feed', result));
        return result?.['refusal'] == null;
      }),
    );

  program
    .command('rebuild <organization> <day>')
    .description("Make the rollups of one organization's day from its executions again")
    .action(
      run(async ({ output, dryRun, target: find }, organization: string, given: string) => {
        const of = { organization_id: uuid('<organization>', organization), day: day('<day>', given) };
        const target = await find();
        // A dry run compares, and changes nothing.
        const result = await invoke(target, 'price-audit', dryRun ? { verify: of } : { rebuild: of }, fields);
        output.answer(result, () => told(dryRun ? 'compared' : 'rebuild', result));
      }),
    );
};

import { Argument } from 'commander';
import { lookResult, lookTopics } from '../../lambdas/operations/contract.ts';
import { table } from '../output.ts';
import { invoke } from '../target/target.ts';
import type { Context, Register } from './command.ts';

export const registerLook: Register = (program, run) => {
  program
    .command('look')
    .description('What the runbook asks the database: ids, names and counts of a topic')
    .addArgument(new Argument('<topic>', 'one of these').choices(lookTopics))
    .action(
      run(async ({ output, target: find }: Context, topic: string) => {
        const target = await find();
        const rows = await invoke(target, 'operations', { command: 'look', topic }, lookResult);
        const heads = Object.keys(rows[0] ?? {});
        output.answer(rows, () =>
          table(
            heads.map((head) => head.replaceAll('_', ' ')),
            rows.map((row) => heads.map((head) => shown(row[head]))),
            'There is nothing.',
          ),
        );
      }),
    );
};

function shown(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
}

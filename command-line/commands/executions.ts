import { setTimeout } from 'node:timers/promises';
import { createVoid, getVoid, listVoids, restoreVoid } from '../../lambdas/organizations/voids/contract.ts';
import { eraseUserData, getErasure } from '../../lambdas/user-data/contract.ts';
import { all, call } from '../api.ts';
import { table } from '../output.ts';
import { Trouble, UsageError } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { uuid } from './parameters.ts';

const POLL_MS = 2_000;
const ORGANIZATION = ['--organization <id>', 'whose'] as const;

export const registerExecutions: Register = (program, run) => {
  const voids = program
    .command('void')
    .description('Take executions out of every figure, visibly and reversibly (admins)');
  voids
    .command('create')
    .requiredOption(...ORGANIZATION)
    .option('--ids <ids>', 'of executions, with commas')
    .option('--producer <principal>', 'all that it has sent')
    .option('--import-id <id>', 'all of an import')
    .option('--received-from <time>', 'RFC 3339, or a day')
    .option('--received-to <time>', 'RFC 3339, or a day')
    .requiredOption('--reason <text>', 'for whoever reads it later')
    .action(run(voidExecutions));
  voids
    .command('list')
    .requiredOption(...ORGANIZATION)
    .action(
      run(async ({ output, target: find }, options: { organization: string }) => {
        const target = await find();
        const organizationId = uuid('--organization', options.organization);
        const found = await all(
          (cursor) =>
            call(target, listVoids, { query: { organization_id: organizationId, limit: 100, cursor } }),
          ({ voids: each }) => each,
        );
        output.answer(found, () =>
          table(
            ['id', 'status', 'executions', 'cost', 'reason', 'restored'],
            found.map((each) => [
              each.id,
              each.status,
              each.executions,
              each.exact.actual_cost,
              each.reason,
              each.restore?.status,
            ]),
            'Nothing was voided.',
          ),
        );
      }),
    );
  voids
    .command('restore <id>')
    .requiredOption(...ORGANIZATION)
    .action(
      run(async ({ output, dryRun, target: find }, given: string, options: { organization: string }) => {
        const [id, organizationId] = [uuid('<id>', given), uuid('--organization', options.organization)];
        if (dryRun) return output.answer({ would_restore: id }, () => `Would put back what ${id} took out.`);
        const restored = await call(await find(), restoreVoid, {
          path: { id },
          body: { organization_id: organizationId },
        });
        output.answer(restored, () => `${restored.executions} executions are being put back.`);
      }),
    );

  program
    .command('erase')
    .description(
      "Erase one person's data in an organization for good; totals stay (an admin who has signed in)",
    )
    .requiredOption(...ORGANIZATION)
    .requiredOption('--user-id <id>', 'what messages call the person')
    .action(run(erase));
};

interface Choice {
  readonly organization: string;
  readonly ids?: string;
  readonly producer?: string;
  readonly importId?: string;
  readonly receivedFrom?: string;
  readonly receivedTo?: string;
  readonly reason: string;
}

async function voidExecutions({ output, dryRun, target: find }: Context, options: Choice): Promise<void> {
  const organizationId = uuid('--organization', options.organization);
  const { ids, producer, importId } = options;
  if ([ids, producer, importId].filter((each) => each !== undefined).length !== 1) {
    throw new UsageError('one of --ids, --producer and --import-id says what to void');
  }
  const body = {
    organization_id: organizationId,
    ids: ids?.split(',').map((id) => uuid('--ids', id.trim())),
    producer,
    import_id: importId,
    received_from: options.receivedFrom,
    received_to: options.receivedTo,
    reason: options.reason,
    dry_run: dryRun,
  };
  const target = await find();
  let made = await call(target, createVoid, { body });
  while (made.status === 'queued' || made.status === 'running') {
    output.progress('percent', Math.floor(100 * made.progress), 100);
    await setTimeout(POLL_MS);
    made = await call(target, getVoid, { path: { id: made.id }, query: { organization_id: organizationId } });
  }
  const { executions, exact } = made;
  output.answer(made, () =>
    [
      `${dryRun ? 'Would void' : 'Voided'} ${executions.toLocaleString('en-US')} executions: cost ${exact.actual_cost}, savings ${exact.savings}.`,
      table(
        ['day', 'executions', 'cost', 'counted now'],
        made.days.map((each) => [each.day, each.executions, each.actual_cost, each.counted.actual_cost]),
        '',
      ),
      ...(dryRun ? [] : [`npm run payback -- void restore ${made.id} --organization ${organizationId}`]),
    ].join('\n'),
  );
}

async function erase(
  { output, dryRun, yes, ask, target: find }: Context,
  options: { organization: string; userId: string },
): Promise<void> {
  const organizationId = uuid('--organization', options.organization);
  const target = await find();
  if (dryRun) {
    return output.answer(
      { would_erase: true },
      () =>
        `Would erase the person in ${organizationId}: reference, task ids, texts, labels, notes, rejections, files.`,
    );
  }
  if (!yes) {
    const answer = await ask('This cannot be undone. Type “erase”: ');
    if (answer === undefined)
      throw new Trouble('Nothing was erased: nobody is here to ask.', 'Say it with --yes.');
    if (answer.trim() !== 'erase') throw new Trouble('Nothing was erased.');
  }
  const query = { organization_id: organizationId, user_id: options.userId };
  const { id } = await call(target, eraseUserData, { query });
  const begun = await call(target, getErasure, { path: { id } });
  output.answer(
    begun,
    () =>
      `Erasure ${id} is ${begun.status}. It begins within a minute, and is completed when also files that were being written are gone (some minutes); npm run payback -- status tells of those unfinished.`,
  );
}

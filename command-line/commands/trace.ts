import { traceResult } from '../../lambdas/operations/contract.ts';
import { table } from '../output.ts';
import { invoke } from '../target/target.ts';
import type { Register } from './command.ts';
import { uuid } from './parameters.ts';

export const registerTrace: Register = (program, run) => {
  program
    .command('trace <execution>')
    .description("From a message's id to the figures that it is in")
    .action(
      run(async ({ output, target: find }, given: string) => {
        const id = uuid('<execution>', given);
        const target = await find();
        const traced = await invoke(target, 'operations', { command: 'trace', id }, traceResult);
        const { executions, rejections } = traced;
        const isFound = executions.length + rejections.length > 0;
        output.answer(traced, () =>
          isFound
            ? [
                ...executions.map((each) =>
                  [
                    `${each.organization} (${each.organization_id})`,
                    `  received    ${each.stored_at ?? 'known, and no longer kept'}, from ${each.producer ?? 'a sender that is not known'}`,
                    `  began       ${each.start_time}, of the day ${each.day}`,
                    `  work        ${each.provider} ${each.model ?? ''} ${each.task_type}, ${each.success === false ? 'failed' : 'succeeded'}`,
                    `  cost        ${each.actual_cost ?? 'unknown'} (baseline ${each.baseline_cost ?? 'unknown'}: ${[each.baseline_provider, each.baseline_model].filter(Boolean).join(' ') || 'none'})`,
                    ...(each.unpriced_reason === null
                      ? []
                      : [`  unpriced    ${each.unpriced_reason} ${each.unpriced_detail ?? ''}`]),
                    `  priced      ${each.priced_at ?? 'not'}, changed last ${each.updated_at ?? '–'}`,
                    `  counts      ${each.void_id === null ? `in the rollup of its day beside ${each.executions_beside_it} executions of the same kind, ${each.pending_deltas_of_day} deltas of the day pending` : `not: voided by ${each.void_id}`}`,
                    `  flags       ${each.flags.join(', ') || 'none'}`,
                  ].join('\n'),
                ),
                table(
                  ['rejected at', 'reason', 'field', 'organization'],
                  rejections.map((each) => [each.received_at, each.reason, each.path, each.organization_id]),
                  'No message with this id was rejected.',
                ),
              ].join('\n\n')
            : `Nothing is known of ${id}: it is neither stored nor rejected. It may still be in the queue (npm run payback -- status), or was never sent.`,
        );
        return isFound;
      }),
    );
};

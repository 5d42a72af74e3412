import { cancelResult, locksResult } from '../../lambdas/operations/contract.ts';
import { age, table } from '../output.ts';
import { invoke } from '../target/target.ts';
import { Trouble, UsageError } from '../trouble.ts';
import type { Register } from './command.ts';

export const registerSessions: Register = (program, run) => {
  program
    .command('locks')
    .description('Sessions that hold others up, wait, or have a transaction open for long')
    .option('--longer-than <seconds>', 'of a transaction', '30')
    .action(
      run(async ({ output, target: find }, options: { longerThan: string }) => {
        const target = await find();
        const event = { command: 'locks', longer_than: wholeNumber('--longer-than', options.longerThan) };
        const sessions = await invoke(target, 'operations', event, locksResult);
        output.answer(sessions, () =>
          table(
            ['pid', 'role', 'state', 'transaction', 'waits for', 'blocked by', 'holds'],
            sessions.map((each) => [
              String(each.pid),
              each.role,
              each.state,
              age(each.transaction_seconds),
              each.waits_for,
              each.blocked_by.join(' ') || null,
              each.holds.join(', ') || null,
            ]),
            'No session holds another up, and none has a transaction open for long.',
          ),
        );
        return sessions.every(({ blocked_by: blockedBy }) => blockedBy.length === 0);
      }),
    );

  program
    .command('cancel <pid>')
    .description('End what a session does; with --terminate, the session')
    .option('--terminate', 'end the session itself', false)
    .action(
      run(async ({ output, dryRun, target: find }, given: string, options: { terminate: boolean }) => {
        const pid = wholeNumber('<pid>', given);
        const target = await find();
        if (dryRun) {
          output.answer({ pid, done: false }, () => `Would end what session ${pid} does.`);
          return true;
        }
        const event = { command: 'cancel', pid, terminate: options.terminate };
        const ended = await invoke(target, 'operations', event, cancelResult);
        if (ended === null) {
          throw new Trouble(
            `There is no session ${pid} of Payback.`,
            'npm run payback -- locks shows those that matter.',
          );
        }
        output.answer({ pid, ...ended }, () =>
          ended.done ? `Told session ${pid} (${ended.role}) to end.` : `Session ${pid} could not be told.`,
        );
        return ended.done;
      }),
    );
};

/** @throws UsageError */
export function wholeNumber(name: string, given: string): number {
  if (!/^\d{1,9}$/.test(given)) throw new UsageError(`${name} must be a whole number, not ${given}`);
  return Number(given);
}

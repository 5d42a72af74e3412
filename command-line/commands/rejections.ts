import { listRejections } from '../../lambdas/analytics/rejections/contract.ts';
import { call } from '../api.ts';
import { table } from '../output.ts';
import type { Context, Register } from './command.ts';
import { days, isoDay, lastToday, uuid } from './parameters.ts';

const DAYS_MS = 30 * 86_400_000;

interface Options {
  readonly organization?: string;
  readonly from?: string;
  readonly to?: string;
}

export const registerRejections: Register = (program, run) => {
  program
    .command('rejections')
    .description('Messages that can never be accepted')
    .command('list')
    .description(
      'By reason, field and source, with what to do; without an organization, those that named none that exists',
    )
    .option('--organization <id>', 'whose')
    .option('--from <day>', 'YYYY-MM-DD, when messages came; by default 30 days ago')
    .option('--to <day>', 'YYYY-MM-DD, the last day; by default today')
    .action(run(listRejected));
};

async function listRejected({ output, now, target: find }: Context, options: Options): Promise<boolean> {
  const { organization } = options;
  const [first, last] = days(options.from ?? isoDay(now() - DAYS_MS), options.to ?? lastToday(now()));
  const query = {
    start_date: first,
    end_date: last,
    limit: 1,
    ...(organization === undefined ? {} : { organization_id: uuid('--organization', organization) }),
  };
  const answer = await call(await find(), listRejections, { query });
  output.answer({ messages: answer.messages, groups: answer.groups }, () =>
    table(
      ['reason', 'field', 'source', 'messages', 'last', 'what to do'],
      answer.groups.map((each) => [
        each.reason,
        each.path,
        each.source,
        each.rejections,
        each.last_received_at,
        each.remedy,
      ]),
      `No message that came from ${first} to ${last} was rejected.`,
    ),
  );
  return answer.groups.length === 0;
}

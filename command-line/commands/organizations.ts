import {
  createOrganization,
  deleteMember,
  listMembers,
  listOrganizations,
  putMember,
} from '../../lambdas/organizations/contract.ts';
import {
  deleteProducer,
  deleteSharedProducer,
  listProducers,
  listSharedProducers,
  putProducer,
  putSharedProducer,
} from '../../lambdas/organizations/producers/contract.ts';
import { listPrices } from '../../lambdas/pricing/prices/contract.ts';
import { all, call, request } from '../api.ts';
import { table } from '../output.ts';
import type { Target } from '../target/target.ts';
import { UsageError } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { uuid } from './parameters.ts';
import { wholeNumber } from './sessions.ts';

export const registerOrganizations: Register = (program, run) => {
  const organizations = program.command('organizations').description('Who uses this deployment');
  organizations
    .command('list')
    .description('All of them, for an operator; else those of the caller')
    .action(run(listAll));
  organizations
    .command('create <name>')
    .description('Operators')
    .requiredOption('--baseline <provider[/model]>', 'what it would use without routing')
    .option('--time-zone <name>', 'of its reporting days', 'UTC')
    .option('--retention <days>', 'of single executions', '90')
    .action(
      run(
        async (
          { output, dryRun, target: find },
          name: string,
          options: { baseline: string; timeZone: string; retention: string },
        ) => {
          const [provider = '', ...model] = options.baseline.split('/');
          const body = {
            name,
            time_zone: options.timeZone,
            retention_days: wholeNumber('--retention', options.retention),
            baseline: { provider, ...(model.length > 0 ? { model: model.join('/') } : {}) },
          };
          if (dryRun) return output.answer({ would_create: body }, () => `Would create ${name}.`);
          const target = await find();
          const made = await call(target, createOrganization, { body });
          if (!(await hasPrice(target, provider, model.join('/')))) {
            output.note(
              `No price in force is for ${options.baseline}, so savings are unknown until one is (prices list, prices import).`,
            );
          }
          output.answer(made, () => `${made.name} is ${made.id}.`);
        },
      ),
    );

  const members = program.command('members').description('People of an organization');
  members.command('list <organization>').action(
    run(async ({ output, target: find }, organization: string) => {
      const target = await find();
      const id = uuid('<organization>', organization);
      const found = await all(
        (cursor) => call(target, listMembers, { path: { id }, query: { limit: 100, cursor } }),
        ({ members: each }) => each,
      );
      output.answer(found, () =>
        table(
          ['subject', 'role', 'linked users', 'since'],
          found.map((each) => [each.subject, each.role, each.linked_users, each.created_at]),
          'It has no members.',
        ),
      );
    }),
  );
  members
    .command('put <organization> <subject>')
    .description('Add a member, or change its role')
    .requiredOption('--role <role>', 'viewer or admin')
    .option('--user-id <id>', 'what messages call the member; only its keyed hash is stored')
    .action(
      run(
        async (
          { output, dryRun, target: find },
          organization: string,
          subject: string,
          options: { role: string; userId?: string },
        ) => {
          const path = { id: uuid('<organization>', organization), subject };
          if (options.role !== 'viewer' && options.role !== 'admin')
            throw new UsageError('--role must be viewer or admin');
          if (dryRun)
            return output.answer({ would_put: path }, () => `Would make ${subject} ${options.role}.`);
          const body = {
            role: options.role,
            ...(options.userId === undefined ? {} : { user_id: options.userId }),
          };
          const put = await call(await find(), putMember, { path, body });
          output.answer(put, () => `${put.subject} is ${put.role}.`);
        },
      ),
    );
  members.command('remove <organization> <subject>').action(
    run(async ({ output, dryRun, target: find }, organization: string, subject: string) => {
      const path = { id: uuid('<organization>', organization), subject };
      if (!dryRun) await request(await find(), deleteMember, { path });
      output.answer({ removed: !dryRun, subject }, () => `${subject} ${dryRun ? 'would be' : 'is'} removed.`);
    }),
  );

  const producers = program
    .command('producers')
    .description('Who may send messages, by the sender that SQS attests');
  const of = ['--organization <id>', 'of one organization; without it, of all'] as const;
  producers
    .command('list')
    .option(...of)
    .action(
      run(async ({ output, target: find }, options: { organization?: string }) => {
        const target = await find();
        const { organization } = options;
        const page = { limit: 100 };
        const found =
          organization === undefined
            ? await all(
                (cursor) => call(target, listSharedProducers, { query: { ...page, cursor } }),
                ({ producers: each }) => each,
              )
            : await all(
                (cursor) =>
                  call(target, listProducers, {
                    path: { id: uuid('--organization', organization) },
                    query: { ...page, cursor },
                  }),
                ({ producers: each }) => each,
              );
        output.answer(found, () =>
          table(
            ['principal', 'name', 'registered by'],
            found.map((each) => [each.principal, each.name, each.created_by]),
            'There are none.',
          ),
        );
      }),
    );
  producers
    .command('add <principal>')
    .option(...of)
    .option('--name <name>', 'what people call it')
    .action(
      run(
        async (
          { output, dryRun, target: find },
          principal: string,
          options: { organization?: string; name?: string },
        ) => {
          const body = options.name === undefined ? {} : { name: options.name };
          const [route, path] = producerRoute(principal, options.organization, [
            putProducer,
            putSharedProducer,
          ]);
          if (!dryRun) await request(await find(), route, { path, body });
          output.answer(
            { added: !dryRun, ...path },
            () => `${principal} ${dryRun ? 'would be' : 'is'} registered.`,
          );
        },
      ),
    );
  producers
    .command('remove <principal>')
    .option(...of)
    .action(
      run(async ({ output, dryRun, target: find }, principal: string, options: { organization?: string }) => {
        const [route, path] = producerRoute(principal, options.organization, [
          deleteProducer,
          deleteSharedProducer,
        ]);
        if (!dryRun) await request(await find(), route, { path });
        output.answer(
          { removed: !dryRun, ...path },
          () => `${principal} ${dryRun ? 'would be' : 'is'} removed.`,
        );
      }),
    );
};

/** By the model, by the beginning of its name, or for any model of the provider; without a model the last alone. */
async function hasPrice(target: Target, provider: string, model: string): Promise<boolean> {
  const prices = await all(
    (cursor) => call(target, listPrices, { query: { provider, limit: 100, cursor } }),
    (page) => page.prices,
  );
  return prices.some((each) => each.model === null || model.startsWith(each.model));
}

function producerRoute<Of, Shared>(
  principal: string,
  organization: string | undefined,
  [ofOne, ofAll]: readonly [Of, Shared],
) {
  return organization === undefined
    ? ([ofAll, { principal }] as const)
    : ([ofOne, { id: uuid('--organization', organization), principal }] as const);
}

async function listAll({ output, target: find }: Context): Promise<void> {
  const target = await find();
  const found = await all(
    (cursor) => call(target, listOrganizations, { query: { limit: 100, cursor } }),
    ({ organizations }) => organizations,
  );
  output.answer(found, () =>
    table(
      ['id', 'name', 'time zone', 'kept days', 'baseline'],
      found.map((each) => [
        each.id,
        each.name,
        each.time_zone,
        each.retention_days,
        [each.baseline.provider, each.baseline.model].filter(Boolean).join(' '),
      ]),
      'There are no organizations. npm run payback -- organizations create …',
    ),
  );
}

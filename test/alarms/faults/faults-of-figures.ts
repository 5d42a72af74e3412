import type { Faults } from './faults-of-jobs.ts';
import type { World } from './stand/world.ts';
import { feedWith, messages, secondWith, tasks } from './stand/world.ts';

const HOUR = 60;
const rejectedOf = ({ organizations: [first] }: World, count: number) =>
  messages(first, count, { tokens_used: -1 });
/** Refused by the database for what it says, whatever checked it before. */
const POISON = `
  create function refuse_poison() returns trigger language plpgsql as $$
  begin
    if new.task_type = 'poison' then raise exception 'poison' using errcode = '23514'; end if;
    return new;
  end $$;
  create trigger refuse_poison before insert on task_executions for each row execute function refuse_poison();`;

export const faultsOfFigures: Faults = {
  'a message that can never be stored, among others that are': [
    {
      minutes: 90,
      async inject({ database }) {
        await database.admin.query(POISON);
      },
      messages: ({ organizations: [first] }) => [
        ...messages(first, 1, { task_type: 'poison' }),
        ...messages(first, 19),
      ],
      // As often as the queue takes it, and once more.
      deliveries: 26,
    },
    '[today] dead-letters: IngestDeadLetters',
  ],
  'a producer whose messages are refused for good': [
    { minutes: 30, messages: (world) => rejectedOf(world, 2) },
    '[today] many-rejections: IngestShareOfRejections',
  ],
  'many messages that are refused for good': [
    { minutes: 30, messages: (world) => [...rejectedOf(world, 25), ...messages(world.organizations[0], 5)] },
    '[today] many-rejections: IngestRejections, IngestShareOfRejections',
  ],
  'work that no price is known for': [
    {
      minutes: HOUR,
      async inject({ database, world }) {
        for (const each of world.organizations) await tasks(database, each, 100, { provider: 'unheard_of' });
      },
    },
    '[today] costs-are-unknown: VitalsCoverage, VitalsUncoveredOrganizations',
  ],
  'work of one organization that no price is known for': [
    {
      minutes: HOUR,
      async inject({ database, world }) {
        await tasks(database, world.organizations[0], 10, { provider: 'unheard_of' });
        await tasks(database, world.organizations[1], 400, {});
      },
    },
    '[today] costs-are-unknown: VitalsUncoveredOrganizations',
  ],
  'routing that costs more than the baseline': [
    {
      minutes: 2 * HOUR,
      messages: ({ organizations }) =>
        organizations.flatMap((each) => [...messages(each, 8), ...messages(each, 2, { provider: 'dear' })]),
      async inject({ database, world }) {
        for (const each of world.organizations) await tasks(database, each, 30, { provider: 'dear' });
      },
    },
    '[today] tasks-cost-more-than-their-baseline: IngestNegativeSavings, IngestNegativeSavingsNow, VitalsLosingOrganizations, VitalsLosingOrganizationsNow',
  ],
  'an organization that loses, beside one with far more tasks': [
    {
      minutes: 2 * HOUR,
      async inject({ database, world }) {
        await tasks(database, world.organizations[0], 10, { provider: 'dear' });
      },
    },
    '[today] tasks-cost-more-than-their-baseline: VitalsLosingOrganizations, VitalsLosingOrganizationsNow',
  ],
  'an organization that has sent nothing for days': [
    {
      minutes: 2 * HOUR,
      messages: ({ organizations: [, second] }) => messages(second, 20),
      async inject({ database, world }) {
        const [first] = world.organizations;
        await database.admin.query('delete from rollup_deltas where organization_id = $1', [first]);
        await tasks(database, first, 5, {}, 6 * 86_400_000);
      },
    },
    '[week] an-organization-sends-nothing: VitalsSilentOrganizations',
  ],
  'list prices that nobody has brought up to date': [
    {
      minutes: 4 * HOUR,
      inject: ({ lists }) => {
        lists.modified = new Date(Date.now() - 3 * 86_400_000);
        return Promise.resolve();
      },
    },
    '[today] list-prices-are-stale: PriceFeedStale',
  ],
  'a list price that changes by more than a tenth': [
    {
      minutes: 4 * HOUR,
      inject: ({ lists }) => {
        Object.assign(lists, { feed: feedWith(1.2), second: secondWith(1.2) });
        return Promise.resolve();
      },
    },
    '[week] a-price-has-changed: PriceFeedChanged',
  ],
  'a price that a person enters, of more than a tenth more': [
    {
      minutes: 30,
      requests: ({ organizations: [organizationId] }) => {
        const contract = (cost: string, from: string) => ({
          slice: 'pricing',
          method: 'POST' as const,
          route: '/api/v1/pricing',
          body: {
            organization_id: organizationId,
            provider: 'cheap',
            pricing_model: 'per_token',
            cost_per_unit: cost,
            effective_date: from,
            source: 'contract',
          },
        });
        return [contract('0.000001', '2026-01-01'), contract('0.0000012', '2026-01-02')];
      },
    },
    '[week] a-price-has-changed: PricingChanged',
  ],
  'two lists that contradict each other about a model in use': [
    {
      minutes: 4 * HOUR,
      async inject({ database, world, lists }) {
        const usage = { tokens_used: undefined, input_tokens: 1000, output_tokens: 100 };
        await tasks(database, world.organizations[0], 1, {
          provider: 'openai_codex',
          model: 'gpt-9',
          ...usage,
        });
        lists.second = secondWith(1.2);
      },
    },
    '[today] prices-are-disputed: PriceFeedDisputed',
  ],
  'a list that is damaged': [
    {
      minutes: 4 * HOUR,
      inject: ({ lists }) => {
        lists.feed = 'no JSON';
        return Promise.resolve();
      },
    },
    '[today] the-price-feed-is-refused: PriceFeedRefused',
  ],
};

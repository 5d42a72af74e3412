import type { Faults } from './faults-of-jobs.ts';
import { requestsOf, type World } from './stand/world.ts';

const refused = ({ organizations: [organizationId] }: World) => [
  ...requestsOf({ organizations: [organizationId, organizationId] }),
  ...['mallory', null].map((subject) => ({
    slice: 'analytics',
    route: '/api/v1/analytics/savings/summary',
    query: { organization_id: organizationId },
    subject,
  })),
];

export const faultsOfOutages: Faults = {
  'a database that cannot be reached': [
    {
      minutes: 60,
      tries: 1,
      async inject({ functions: { wayToDatabase } }) {
        await wayToDatabase.refuse();
        return () => wayToDatabase.accept();
      },
    },
    '[now] the-database-cannot-be-reached: DatabaseAlarmsDown',
  ],
  'a password that ingest is refused with': [
    {
      minutes: 60,
      async inject({ database }) {
        await database.admin.query('alter role payback_ingest nologin');
        return () => database.admin.query('alter role payback_ingest login');
      },
    },
    '[now] ingest-fails: IngestFailedMessages',
    '[now] the-queue-grows: IngestOldestMessage',
    '[today] the-queue-grows: IngestTimeToDrain',
  ],
  'statements that are slow': [
    {
      minutes: 30,
      tries: 1,
      async inject({ database }) {
        await database.admin.query(
          'create policy slow on memberships as restrictive to payback_api using (pg_sleep(0.6) is not null)',
        );
      },
    },
    '[today] statements-are-slow: AnalyticsStatements, AnomaliesStatements, OrganizationsStatements',
    '[today] the-api-is-slow: FrontDoorObjectivesLatency',
  ],
  'connections that are nearly used up': [
    {
      minutes: 15,
      // This server is others' as well: 170 of its 200 connections are only told to be taken.
      async inject({ database }) {
        await database.admin.query('create view public.pg_stat_database as select 170 as numbackends');
        await database.admin.query('grant select on public.pg_stat_database to payback_pricing');
        await database.admin.query(
          `alter role payback_pricing in database ${database.name} set search_path = public, pg_catalog`,
        );
      },
    },
    '[now] the-database-is-busy: VitalsConnections',
  ],
  'an API that fails': [
    {
      minutes: 60,
      async inject({ database }) {
        await database.admin.query('revoke select on current_measures from payback_api');
      },
    },
    '[now] the-api-answers-with-errors: FrontDoorObjectivesFast, FrontDoorObjectivesFastStill',
    '[today] the-api-answers-with-errors: FrontDoorObjectivesSlow, FrontDoorObjectivesSlowStill',
  ],
  'access that is refused, as it should be': [{ minutes: 60, requests: refused }],
  'access that is not recorded': [
    {
      minutes: 30,
      async inject({ database }) {
        await database.admin.query('revoke insert on audit_log from payback_api');
        await database.admin.query('revoke execute on function count_refused_access from payback_api');
      },
      requests: refused,
    },
    '[today] access-is-not-recorded: AnalyticsUnrecordedAccess',
  ],
  'requests that are not counted': [
    {
      minutes: 30,
      async inject({ database }) {
        await database.admin.query('revoke execute on function count_requests from payback_api');
      },
      // The next ones of a process wait ten seconds before they are counted.
      tries: 1,
    },
    '[today] requests-are-not-counted: AnalyticsUncountedRequests, AnomaliesUncountedRequests, OrganizationsUncountedRequests, PricingUncountedRequests',
  ],
  'a database at its limits': [
    {
      minutes: 30,
      aws: {
        'AWS/RDS CPUUtilization WRITER': 95,
        'AWS/RDS ACUUtilization': 100,
        'AWS/RDS DatabaseConnectionsBorrowLatency': 200_000,
      },
    },
    '[today] the-database-is-busy: DatabaseAlarmsCapacity, DatabaseAlarmsProcessor, DatabaseAlarmsProxyBorrow',
  ],
};

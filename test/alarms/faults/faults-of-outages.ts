import { LOGIN_ROLES } from '../../../shared/database/roles-contract.ts';
import type { Faults } from './faults-of-jobs.ts';
import { requestsOf, type World } from './stand/world.ts';

/** Of each function behind a route: by a member, by somebody else, and by nobody. */
const refused = (world: World) =>
  requestsOf(world).flatMap((each) => [
    each,
    ...(each.subject === null ? [] : ['mallory', null].map((subject) => ({ ...each, subject }))),
  ]);

const ofEach = (alarm: string) =>
  ['Analytics', 'Anomalies', 'Live', 'Organizations', 'Pricing', 'Reports', 'UserData']
    .map((id) => id + alarm)
    .join(', ');

export const faultsOfOutages: Faults = {
  'a database that cannot be reached': [
    {
      minutes: 60,
      async inject({ functions: { wayToDatabase } }) {
        await wayToDatabase.refuse();
        return () => wayToDatabase.accept();
      },
    },
    '[now] the-database-cannot-be-reached: DatabaseAlarmsDown',
  ],
  'a database that hangs: it takes connections and says nothing': [
    {
      minutes: 60,
      isAtOnce: true,
      // A watch looks eleven times before it gives up: that is a minute here, and ends as where nothing can be reached.
      without: ['live-watch'],
      inject({ functions: { wayToDatabase } }) {
        wayToDatabase.hang();
        return Promise.resolve(() => wayToDatabase.speak());
      },
    },
    '[now] the-database-cannot-be-reached: DatabaseAlarmsDown',
  ],
  'an issuer whose keys cannot be had, for an authorizer that has none yet': [
    {
      minutes: 60,
      inject: ({ functions }) => functions.stopIssuer(),
    },
    '[now] nobody-gets-into-the-api: AuthorizerErrors',
    '[now] the-api-answers-with-errors: FrontDoorObjectivesFast, FrontDoorObjectivesFastStill',
    '[today] the-api-answers-with-errors: FrontDoorObjectivesSlow, FrontDoorObjectivesSlowStill',
  ],
  'a database that lets everybody in but ingest': [
    {
      minutes: 60,
      // Not by its role, which is that of every database of the server, and so of other tests.
      async inject({ database: { admin, name } }) {
        const others = LOGIN_ROLES.filter((role) => role !== 'payback_ingest').join();
        await admin.query(`revoke connect on database ${name} from public`);
        await admin.query(`grant connect on database ${name} to ${others}`);
      },
    },
    '[now] ingest-fails: IngestFailedMessages',
    '[now] the-queue-grows: IngestOldestMessage',
    '[today] the-queue-grows: IngestTimeToDrain',
  ],
  'statements that are slow': [
    {
      minutes: 30,
      isTimed: true,
      async inject({ database }) {
        await database.admin.query(
          'create policy slow on memberships as restrictive to payback_api using (pg_sleep(0.6) is not null)',
        );
        // Of who asks without a token.
        await database.admin.query(
          `alter table schema_migrations enable row level security;
           create policy slow on schema_migrations to payback_api using ((select pg_sleep(0.6)) is not null)`,
        );
      },
    },
    '[today] statements-are-slow: AnalyticsStatements, AnomaliesStatements, HealthStatements, LiveStatements, OrganizationsStatements, PricingStatements',
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
        // Asked of every request; figures may be remembered.
        await database.admin.query('revoke select on memberships from payback_api');
      },
    },
    '[now] the-api-answers-with-errors: FrontDoorObjectivesFast, FrontDoorObjectivesFastStill',
    '[today] the-api-answers-with-errors: FrontDoorObjectivesSlow, FrontDoorObjectivesSlowStill',
  ],
  'access that is refused, as it should be': [{ minutes: 60, requests: refused }],
  'access that is not recorded': [
    {
      minutes: 30,
      async inject({ database, functions }) {
        await database.admin.query('revoke insert on audit_log from payback_api');
        await database.admin.query('revoke execute on function count_refused_access from payback_api');
        return functions.startPatiently();
      },
      requests: refused,
    },
    `[today] access-is-not-recorded: ${ofEach('UnrecordedAccess')}`,
  ],
  'requests that are not counted': [
    {
      minutes: 30,
      // After a count that failed, a function counts nothing for ten seconds; and no answer waits for a count for long.
      async inject({ database, functions }) {
        await database.admin.query('revoke execute on function count_requests from payback_api');
        return functions.startPatiently();
      },
    },
    `[today] requests-are-not-counted: ${ofEach('UncountedRequests')}`,
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
  'a reader that is behind, at its limit': [
    {
      minutes: 30,
      aws: { 'AWS/RDS AuroraReplicaLagMaximum': 30_000, 'AWS/RDS CPUUtilization READER': 95 },
    },
    '[today] the-database-is-busy: DatabaseAlarmsReaderLag, DatabaseAlarmsReaderProcessor',
  ],
  'connections of the proxy that keep their session': [
    { minutes: 30, aws: { 'AWS/RDS DatabaseConnectionsCurrentlySessionPinned': 40 } },
    '[today] the-database-is-busy: DatabaseAlarmsProxyPinned',
  ],
};

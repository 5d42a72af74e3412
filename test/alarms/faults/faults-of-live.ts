import type { Faults } from './faults-of-jobs.ts';

/** More than may fail in five minutes, in one look. */
const CONNECTIONS = 20;

export const faultsOfLive: Faults = {
  'hints that reach nobody': [
    {
      minutes: 30,
      async inject({ database, world }) {
        await database.admin.query(
          "insert into live_hints (organization_id, announced, tried_at) values ($1, '', '-infinity')",
          [world.organizations[0]],
        );
        await database.admin.query(
          `insert into live_connections (connection_id, organization_id, subject, connected_at, expires_at)
           select 'connection-' || n, $1, 'alice', now(), now() + interval '1 hour' from generate_series(1, $2) as n`,
          [world.organizations[0], CONNECTIONS],
        );
      },
      // The watch ends when nobody is connected any more; until then it looks every second.
      async meanwhile({ database, functions: { connections } }) {
        await connections.refused(CONNECTIONS);
        await database.admin.query('delete from live_connections');
      },
    },
    '[today] dashboards-are-not-live: LiveHintsFailed',
  ],
  'sockets that cannot be opened': [
    { minutes: 30, aws: { 'AWS/ApiGateway IntegrationError': 2 } },
    '[today] dashboards-are-not-live: SocketFrontDoorIntegrationErrors',
  ],
};

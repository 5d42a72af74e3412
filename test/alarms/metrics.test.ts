import { expect, test } from '@jest/globals';
import { globSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { accessMetrics } from '../../shared/audit/metric-names.ts';
import { databaseMetrics } from '../../shared/database/metric-names.ts';
import { routesOfSlices } from '../../lib/routes.ts';
import { alarmsOf } from './template-alarms.ts';

const root = path.join(import.meta.dirname, '../..');
const table = z.record(z.string(), z.object({ name: z.string(), unit: z.string() }));

/** The metrics that the code of a function publishes, all through the table of its folder. */
async function publishedBy(name: string): Promise<readonly string[]> {
  const [file] = globSync(path.join(root, 'lambdas', name, 'metric-names.ts'));
  const tables =
    file === undefined ? [] : Object.values(z.record(z.string(), z.unknown()).parse(await import(file)));
  const ofApi = name in routesOfSlices ? [accessMetrics, databaseMetrics] : [];
  return [...tables, ...ofApi].flatMap((each) =>
    Object.values(table.parse(each)).map((metric) => metric.name),
  );
}

/** AWS's own: the names and dimensions that its documentation has (AWS/Lambda, AWS/SQS, AWS/ApiGateway of HTTP and WebSocket APIs, Aurora, RDS Proxy). */
const OF_AWS: Readonly<Record<string, readonly string[]>> = {
  'AWS/ApiGateway 5xx': ['ApiId', 'Stage'],
  'AWS/ApiGateway Count': ['ApiId', 'Stage'],
  'AWS/ApiGateway IntegrationError': ['ApiId', 'Stage'],
  'AWS/ApiGateway Latency': ['ApiId', 'Stage'],
  'AWS/Lambda Errors': ['FunctionName'],
  'AWS/Lambda Invocations': ['FunctionName'],
  'AWS/Lambda Throttles': ['FunctionName'],
  'AWS/RDS ACUUtilization': ['DBClusterIdentifier'],
  'AWS/RDS AuroraReplicaLagMaximum': ['DBClusterIdentifier'],
  'AWS/RDS CPUUtilization': ['DBClusterIdentifier', 'Role'],
  'AWS/RDS DatabaseConnectionsBorrowLatency': ['ProxyName'],
  'AWS/RDS DatabaseConnectionsCurrentlySessionPinned': ['ProxyName'],
  'AWS/SQS ApproximateAgeOfOldestMessage': ['QueueName'],
  'AWS/SQS ApproximateNumberOfMessagesVisible': ['QueueName'],
  'AWS/SQS NumberOfMessagesDeleted': ['QueueName'],
};

test.each(['dev', 'prod'] as const)(
  'every metric that an alarm of %s looks at is published, as it is asked for',
  async (stage) => {
    const metrics = (await alarmsOf(stage)).flatMap((alarm) => Object.values(alarm.metrics));
    expect(metrics.length).toBeGreaterThan(70);
    for (const { namespace, name, dimensions } of metrics) {
      if (namespace !== 'Payback') {
        expect([`${namespace} ${name}`, Object.keys(dimensions).sort()]).toEqual([
          `${namespace} ${name}`,
          OF_AWS[`${namespace} ${name}`],
        ]);
        continue;
      }
      const { service = '', ...others } = dimensions;
      expect(others).toEqual({});
      expect(service.startsWith(`payback-${stage}-`)).toBe(true);
      expect(await publishedBy(service.slice(`payback-${stage}-`.length))).toContain(name);
    }
  },
);

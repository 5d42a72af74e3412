import { describe, expect, test } from '@jest/globals';
import { globSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { functionNames } from '../../lib/bundle.ts';
import { apiSlices } from '../../lib/features/api/api.ts';
import { routesOfSlices } from '../../lib/routes.ts';
import { stageSettings, type StageName } from '../../lib/stage.ts';
import { limitsSchema } from '../../shared/http/limits.ts';
import { LOGIN_ROLES, secretVariable } from '../../shared/database/roles-contract.ts';
import { ref, resourcesOf, templatesOf } from './synthesized.ts';

const KNOWN_VARIABLES = [
  ...LOGIN_ROLES.map(secretVariable),
  'ARCHIVE_BUCKET',
  'AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI',
  'CLIENT_IDS',
  'DASHBOARD_URL',
  'DATABASE_HOST',
  'EDGE_MARK',
  'DATABASE_SECRET_ARN',
  'DATABASE_WRITER_HOST',
  'AUDIT_LOG_DAYS',
  'FILES_BUCKET',
  'ISSUER_URL',
  'LOG_LEVEL',
  'NODE_EXTRA_CA_CERTS',
  'PRODUCERS_ENFORCED',
  'NODE_OPTIONS',
  'POWERTOOLS_METRICS_NAMESPACE',
  'POWERTOOLS_SERVICE_NAME',
  'PRICE_FEED_URL',
  'PRICE_LIST_URL',
  'RECALCULATE_FUNCTION',
  'REGISTRY_FUNCTION',
  'REQUEST_LIMITS',
  'TOMBSTONES_BUCKET',
  'USER_HASH_SECRET_ARN',
  'WATCH_FUNCTION',
  'WEBSOCKET_URL',
];

test('each is named like what makes it in lib/features', async () => {
  const files = globSync('*/*.ts', { cwd: path.join(import.meta.dirname, '../../lib/features') });
  const made = new Set([
    ...files.map((file) => path.basename(file, '.ts')),
    ...Object.values(apiSlices).map(({ name }) => name),
  ]);
  expect((await functionNames()).filter((name) => !made.has(name))).toEqual([]);
});

/** What calls API Gateway, other functions or the issuer, to which the network has no way. */
const OUTSIDE = /-(authorizer|live-(socket|watch))$/;

describe.each<StageName>(['dev', 'prod'])('the functions of %s', (stage) => {
  const functions = async () => {
    const { service } = await templatesOf(stage);
    const ours = resourcesOf(service, 'AWS::Lambda::Function', {
      FunctionName: z.string().optional(),
      Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
      ReservedConcurrentExecutions: z.number().optional(),
      LoggingConfig: z.object({ LogGroup: ref }),
      TracingConfig: z.unknown().optional(),
      VpcConfig: z.unknown().optional(),
    })
      .map(([, properties]) => properties)
      .filter((properties) => properties.FunctionName !== undefined);
    return { service, ours };
  };

  test('what is behind routes knows what may run at once', async () => {
    const { service, ours } = await functions();
    const targets = resourcesOf(service, 'AWS::ApiGatewayV2::Integration', { IntegrationUri: z.unknown() });
    expect(targets.length).toBeGreaterThan(5);
    const limits = ours.flatMap(({ FunctionName: name, Environment: { Variables } }) =>
      Variables['REQUEST_LIMITS'] === undefined ? [] : [[name, Variables['REQUEST_LIMITS']] as const],
    );
    expect(limits.map(([name]) => String(name).replace(/^payback-\w+-/, '')).toSorted()).toEqual(
      Object.keys(routesOfSlices).toSorted(),
    );
    for (const [, text] of limits) {
      expect(limitsSchema.parse(JSON.parse(typeof text === 'string' ? text : ''))).toEqual(
        stageSettings(stage).limits,
      );
    }
  });

  test('ingest alone has calls that no other function can take, in accounts that can reserve some', async () => {
    const { ours } = await functions();
    const reserved = ours
      .filter((each) => each.ReservedConcurrentExecutions !== undefined)
      .map(({ FunctionName: name, ReservedConcurrentExecutions: calls }) => [name, calls]);
    expect(reserved).toEqual(stage === 'prod' ? [['payback-prod-ingest', 8]] : []);
  });

  test('are those of lambdas/, all of them', async () => {
    const { ours } = await functions();
    const expected = (await functionNames()).map((name) => `payback-${stage}-${name}`);
    expect(new Set(ours.map((each) => each.FunctionName))).toEqual(new Set(expected));
  });

  test('hold the addresses of secrets in their environment, never a secret', async () => {
    const { ours } = await functions();
    for (const { Environment } of ours) {
      for (const [name, value] of Object.entries(Environment.Variables)) {
        expect(KNOWN_VARIABLES).toContain(name);
        expect(JSON.stringify(value)).not.toContain('{{resolve:');
      }
    }
  });

  test('run inside the network or know no database; they are traced, and their logs end', async () => {
    const { service, ours } = await functions();
    const groups = new Map(resourcesOf(service, 'AWS::Logs::LogGroup', { RetentionInDays: z.number() }));
    for (const each of ours) {
      expect(groups.get(each.LoggingConfig.LogGroup.Ref)?.RetentionInDays).toBe(stage === 'prod' ? 90 : 7);
      expect(each.TracingConfig).toEqual({ Mode: 'Active' });
      if (OUTSIDE.test(each.FunctionName ?? '')) {
        expect(each.VpcConfig).toBeUndefined();
        expect(JSON.stringify(each.Environment)).not.toMatch(/SECRET|DATABASE/);
      } else expect(each.VpcConfig).toHaveProperty('SubnetIds');
    }
  });

  test('wait for the migration, except the migration itself and those without a database', async () => {
    const { service } = await functions();
    const waiting = z.record(z.string(), z.object({ DependsOn: z.array(z.string()).default([]) })).parse(
      service.findResources('AWS::Lambda::Function', {
        Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x' },
      }),
    );
    const [schema] = Object.keys(service.findResources('Custom::PaybackSchema'));
    const early = Object.entries(waiting).filter(([, each]) => !each.DependsOn.includes(schema ?? ''));
    expect(early.map(([id]) => id).sort()).toEqual([
      expect.stringMatching(/^Authorizer/),
      expect.stringMatching(/^LiveSocket/),
      expect.stringMatching(/^LiveWatch/),
      expect.stringMatching(/^Migrate/),
    ]);
  });
});

test('in prod the read API asks the reader and knows the writer, everything else the writer', async () => {
  const { service } = await templatesOf('prod');
  const hosts = resourcesOf(service, 'AWS::Lambda::Function', {
    FunctionName: z.string().optional(),
    Environment: z.object({
      Variables: z.object({
        DATABASE_HOST: z.unknown().optional(),
        DATABASE_WRITER_HOST: z.unknown().optional(),
      }),
    }),
  }).map(([, each]) => {
    const { DATABASE_HOST, DATABASE_WRITER_HOST } = each.Environment.Variables;
    return [
      each.FunctionName,
      JSON.stringify(DATABASE_HOST) ?? '',
      JSON.stringify(DATABASE_WRITER_HOST) ?? '',
    ] as const;
  });
  for (const [name, host, writer] of hosts) {
    const reads = name === 'payback-prod-analytics';
    expect(host.includes('ReaderEndpoint')).toBe(reads);
    expect(writer.includes('Proxy') && !writer.includes('ReaderEndpoint')).toBe(reads);
  }
});

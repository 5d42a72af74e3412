import { describe, expect, test } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import type { StageName } from '../../lib/stage.ts';
import { resourcesOf, templatesOf } from './synthesized.ts';

const oneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.array(schema), schema.transform((one) => [one])]);
const document = z.object({
  Statement: z.array(z.object({ Action: oneOrMore(z.string()), Resource: oneOrMore(z.unknown()) })),
});

const statements = (template: Template) => [
  ...resourcesOf(template, 'AWS::IAM::Policy', { PolicyDocument: document }).flatMap(([id, policy]) =>
    policy.PolicyDocument.Statement.map((statement) => ({ id, ...statement })),
  ),
  ...resourcesOf(template, 'AWS::IAM::Role', {
    Policies: z.array(z.object({ PolicyDocument: document })).default([]),
  }).flatMap(([id, role]) =>
    role.Policies.flatMap((policy) =>
      policy.PolicyDocument.Statement.map((statement) => ({ id, ...statement })),
    ),
  ),
];

// These have no resource to name: X-Ray knows none, alarms are asked for together, and the interfaces do not exist yet.
const WITHOUT_RESOURCE =
  /^(xray:Put(TraceSegments|TelemetryRecords)|cloudwatch:DescribeAlarms|ec2:.*(NetworkInterfaces?|Subnets|PrivateIpAddresses))$/;

// API Gateway takes no role for its logs that is bounded to some of them.
const ROLE_OF_THE_ACCOUNT = /^SocketFrontDoorLogsRole/;

describe.each<StageName>(['dev', 'prod'])('the permissions of %s', (stage) => {
  test('name every action, and the resource wherever there is one', async () => {
    const { data, service } = await templatesOf(stage);
    const all = [...statements(data), ...statements(service)];
    expect(all.length).toBeGreaterThan(20);
    for (const statement of all) {
      for (const action of statement.Action) expect(action).not.toContain('*');
      if (statement.Resource.includes('*') && !ROLE_OF_THE_ACCOUNT.test(statement.id)) {
        for (const action of statement.Action) expect(action).toMatch(WITHOUT_RESOURCE);
      }
    }
  });

  test('let the migration alone read the secret of the owner', async () => {
    const { service } = await templatesOf(stage);
    const readers = statements(service).filter(({ Resource }) =>
      JSON.stringify(Resource).includes('AdminSecret'),
    );
    expect(readers.length).toBeGreaterThan(0);
    for (const { id } of readers) expect(id).toMatch(/^Migrate/);
  });

  test('attach no policy that AWS may widen', async () => {
    const { service } = await templatesOf(stage);
    const roles = resourcesOf(service, 'AWS::IAM::Role', {
      ManagedPolicyArns: z.array(z.unknown()).optional(),
    });
    expect(roles.filter(([, role]) => role.ManagedPolicyArns !== undefined)).toEqual([]);
  });
});

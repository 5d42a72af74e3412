import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { getAtt, resourcesOf, templatesOf } from './synthesized.ts';

const prod = await templatesOf('prod');
const dev = await templatesOf('dev');

const dependencies = z.record(
  z.string(),
  z.object({
    DependsOn: z.array(z.string()).default([]),
    Properties: z.object({ VpcConfig: z.unknown().optional() }),
  }),
);
const dependents = (type: string) => Object.entries(dependencies.parse(prod.service.findResources(type)));
const [schema] = Object.keys(prod.service.findResources('Custom::PaybackSchema'));

test('prod has a proxy that insists on TLS, with an endpoint for readers; dev has none', () => {
  prod.service.hasResourceProperties('AWS::RDS::DBProxy', { RequireTLS: true });
  prod.service.hasResourceProperties('AWS::RDS::DBProxyEndpoint', { TargetRole: 'READ_ONLY' });
  dev.service.resourceCountIs('AWS::RDS::DBProxy', 0);
});

test.each(['AWS::RDS::DBProxy', 'AWS::RDS::DBProxyTargetGroup', 'AWS::RDS::DBProxyEndpoint'])(
  '%s waits for the migration, which creates the users that the proxy logs in as',
  (type) => {
    prod.data.resourceCountIs(type, 0);
    const [created, ...others] = dependents(type);
    expect(others).toEqual([]);
    expect(created?.[1].DependsOn).toContain(schema);
  },
);

test('functions that can reach the database, by being in its network, wait for the proxy, except the migration', () => {
  const [targets] = Object.keys(prod.service.findResources('AWS::RDS::DBProxyTargetGroup'));
  const connected = dependents('AWS::Lambda::Function').filter(([, { Properties }]) => Properties.VpcConfig);
  const early = connected.filter(([, { DependsOn }]) => !DependsOn.includes(targets ?? ''));
  expect(connected.length).toBeGreaterThan(early.length + 5);
  expect(early.length).toBeGreaterThan(0);
  for (const [id] of early) expect(id).toMatch(/^Migrate/);
});

test('the proxy may be reached by functions and reach the database', () => {
  const [[, proxy] = []] = resourcesOf(prod.service, 'AWS::RDS::DBProxy', {
    VpcSecurityGroupIds: z.tuple([z.object({ 'Fn::ImportValue': z.string() })]),
  });
  const exported = proxy?.VpcSecurityGroupIds[0]['Fn::ImportValue'];
  const outputs = z.record(z.string(), z.object({ Value: getAtt, Export: z.object({ Name: z.string() }) }));
  const [output] = Object.values(outputs.parse(prod.data.findOutputs('*', { Export: { Name: exported } })));
  const rules = resourcesOf(prod.data, 'AWS::EC2::SecurityGroupIngress', {
    GroupId: getAtt,
    SourceSecurityGroupId: getAtt,
  }).map(([, { GroupId, SourceSecurityGroupId }]) => [
    SourceSecurityGroupId['Fn::GetAtt'][0],
    GroupId['Fn::GetAtt'][0],
  ]);
  const group = output?.Value['Fn::GetAtt'][0] ?? '';
  const [clients] = Object.keys(
    prod.data.findResources('AWS::EC2::SecurityGroup', {
      Properties: { GroupDescription: 'Functions that use the database' },
    }),
  );
  const [aurora] = Object.keys(
    prod.data.findResources('AWS::EC2::SecurityGroup', { Properties: { GroupDescription: 'Aurora' } }),
  );
  expect(rules).toEqual(
    expect.arrayContaining([
      [clients, group],
      [group, aurora],
    ]),
  );
});

import { expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { LOGIN_ROLES } from '../../shared/database/roles-contract.ts';
import { resourcesOf, templatesOf } from './synthesized.ts';

const prod = await templatesOf('prod');
const dev = await templatesOf('dev');

test('prod cannot be deleted by mistake', () => {
  prod.data.hasResource('AWS::RDS::DBCluster', {
    Properties: { DeletionProtection: true, BackupRetentionPeriod: 35 },
    DeletionPolicy: 'Snapshot',
    UpdateReplacePolicy: 'Snapshot',
  });
  prod.data.hasResource('AWS::Cognito::UserPool', {
    Properties: { DeletionProtection: 'ACTIVE' },
    DeletionPolicy: 'Retain',
  });
  prod.data.hasResource('AWS::SecretsManager::Secret', {
    Properties: { Description: Match.stringLikeRegexp('hashes of user ids') },
    DeletionPolicy: 'Retain',
  });
});

test.each([
  ['dev', dev],
  ['prod', prod],
])('%s keeps data encrypted, at rest and on its way', (_stage, { data }) => {
  data.hasResourceProperties('AWS::RDS::DBCluster', {
    StorageEncrypted: true,
    Engine: 'aurora-postgresql',
    EngineVersion: '17.9',
  });
  data.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Parameters: { 'rds.force_ssl': '1' } });
});

test.each([
  ['dev', dev],
  ['prod', prod],
])('%s has no way in from outside, nor a rule given twice', (_stage, { data }) => {
  data.resourceCountIs('AWS::EC2::InternetGateway', 0);
  data.resourceCountIs('AWS::EC2::NatGateway', 0);
  const rules = resourcesOf(data, 'AWS::EC2::SecurityGroupIngress', {
    GroupId: z.unknown(),
    SourceSecurityGroupId: z.unknown(),
  }).map(([, rule]) => JSON.stringify(rule));
  expect(rules.length).toBeGreaterThan(0);
  // EC2 refuses a rule that is there already, and so the deployment.
  expect(new Set(rules).size).toBe(rules.length);
});

test('prod has a reader in reserve, dev has none', () => {
  prod.data.resourceCountIs('AWS::RDS::DBInstance', 2);
  dev.data.resourceCountIs('AWS::RDS::DBInstance', 1);
});

test('the passwords of all users are rotated, those of functions only once these exist', () => {
  for (const { data, service } of [dev, prod]) {
    data.resourceCountIs('AWS::SecretsManager::RotationSchedule', 1);
    const [schema] = Object.keys(service.findResources('Custom::PaybackSchema'));
    service.allResources('AWS::SecretsManager::RotationSchedule', { DependsOn: [schema] });
    service.resourceCountIs('AWS::SecretsManager::RotationSchedule', LOGIN_ROLES.length);
  }
});

test('the owner’s password is rotated only once there is an instance and a way to Secrets Manager', () => {
  for (const { data } of [dev, prod]) {
    const [schedule] = Object.values(data.findResources('AWS::SecretsManager::RotationSchedule'));
    const waits = z.object({ DependsOn: z.array(z.string()) }).parse(schedule).DependsOn;
    const instances = Object.keys(data.findResources('AWS::RDS::DBInstance'));
    const endpoints = Object.keys(data.findResources('AWS::EC2::VPCEndpoint'));
    expect(waits).toEqual(expect.arrayContaining([...instances, ...endpoints]));
  }
});

test('who asked the API is known also after the service stack is gone', () => {
  for (const { data, service } of [dev, prod]) {
    const destinations = resourcesOf(service, 'AWS::ApiGatewayV2::Stage', {
      AccessLogSettings: z.object({ DestinationArn: z.object({ 'Fn::ImportValue': z.string() }) }),
    });
    expect(destinations).toHaveLength(2);
    for (const [, { AccessLogSettings }] of destinations) {
      expect(AccessLogSettings.DestinationArn['Fn::ImportValue']).toMatch(/^PaybackData.*AccessLogs/);
    }
    data.resourceCountIs('AWS::ApiGatewayV2::Stage', 0);
  }
  prod.data.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
});

test('the migration runs again when the SQL changes', () => {
  dev.service.hasResourceProperties('Custom::PaybackSchema', {
    sqlHash: Match.stringLikeRegexp('^[0-9a-f]{64}$'),
  });
});

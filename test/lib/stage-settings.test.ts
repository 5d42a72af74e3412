import { describe, expect, test } from '@jest/globals';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { StageFile } from '../../lib/stage/stage-file.ts';
import { bare, CERTIFICATE, EDGE_CERTIFICATE, full, network, ROLE, SECRET, WEB_ACL } from './stage-files.ts';
import { appOf, resourcesOf, templatesOf } from './synthesized.ts';

const DISTRIBUTION = 'AWS::CloudFront::Distribution';
const config = (properties: object) => ({ DistributionConfig: Match.objectLike(properties) });
/** Whether the template has such a resource. */
function has(template: Template, type: string, properties: object): boolean {
  return Object.keys(template.findResources(type, { Properties: Match.objectLike(properties) })).length > 0;
}

type Row = readonly [string, StageFile, 'data' | 'service', string, object];
describe.each<Row>([
  ['a domain of the dashboard', full, 'service', DISTRIBUTION, config({ Aliases: ['payback.example.com'] })],
  [
    'its certificate and least TLS',
    full,
    'service',
    DISTRIBUTION,
    config({
      ViewerCertificate: {
        AcmCertificateArn: EDGE_CERTIFICATE,
        MinimumProtocolVersion: 'TLSv1.3_2025',
        SslSupportMethod: 'sni-only',
      },
    }),
  ],
  [
    'its address after sign-in',
    full,
    'service',
    'AWS::Cognito::UserPoolClient',
    { CallbackURLs: ['https://payback.example.com/'] },
  ],
  [
    'a domain of the API',
    full,
    'service',
    'AWS::ApiGatewayV2::DomainName',
    {
      DomainName: 'api.payback.example.com',
      DomainNameConfigurations: [
        Match.objectLike({ CertificateArn: CERTIFICATE, SecurityPolicy: 'TLS_1_2' }),
      ],
    },
  ],
  ['a firewall', full, 'service', DISTRIBUTION, config({ WebACLId: WEB_ACL })],
  [
    'an address of alarms',
    full,
    'service',
    'AWS::SNS::Subscription',
    { Protocol: 'email', Endpoint: 'on-call@example.com' },
  ],
  [
    'a webhook of alarms',
    full,
    'service',
    'AWS::SNS::Subscription',
    { Protocol: 'https', Endpoint: 'https://events.example.com/payback' },
  ],
  [
    'a producer',
    full,
    'service',
    'AWS::SQS::QueuePolicy',
    {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { AWS: ROLE },
            Action: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
          }),
        ]),
      }),
    },
  ],
  [
    'SAML',
    bare,
    'data',
    'AWS::Cognito::UserPoolIdentityProvider',
    { ProviderType: 'SAML', ProviderName: 'Example' },
  ],
  [
    'SAML alone',
    bare,
    'service',
    'AWS::Cognito::UserPoolClient',
    { SupportedIdentityProviders: ['Example'] },
  ],
  [
    'OpenID Connect, with a secret that the template names',
    full,
    'data',
    'AWS::Cognito::UserPoolIdentityProvider',
    {
      ProviderType: 'OIDC',
      ProviderDetails: Match.objectLike({
        client_secret: `{{resolve:secretsmanager:${SECRET}:SecretString:::}}`,
      }),
    },
  ],
  [
    'it and accounts',
    full,
    'service',
    'AWS::Cognito::UserPoolClient',
    { SupportedIdentityProviders: ['Example', 'COGNITO'] },
  ],
  [
    'capacity',
    full,
    'data',
    'AWS::RDS::DBCluster',
    { ServerlessV2ScalingConfiguration: { MinCapacity: 2, MaxCapacity: 64 } },
  ],
  ['I/O-Optimized', full, 'data', 'AWS::RDS::DBCluster', { StorageType: 'aurora-iopt1' }],
  ['backups', full, 'data', 'AWS::RDS::DBCluster', { BackupRetentionPeriod: 14 }],
  ['a proxy', full, 'service', 'AWS::RDS::DBProxy', {}],
  [
    'batches',
    full,
    'service',
    'AWS::Lambda::EventSourceMapping',
    { BatchSize: 500, MaximumBatchingWindowInSeconds: 20, ScalingConfig: { MaximumConcurrency: 5 } },
  ],
  [
    'reserved calls',
    full,
    'service',
    'AWS::Lambda::Function',
    { FunctionName: 'payback-dev-ingest', ReservedConcurrentExecutions: 6 },
  ],
  [
    'detailed metrics',
    full,
    'service',
    'AWS::ApiGatewayV2::Stage',
    { DefaultRouteSettings: Match.objectLike({ DetailedMetricsEnabled: true }) },
  ],
  ['days of logs', full, 'service', 'AWS::Logs::LogGroup', { RetentionInDays: 3 }],
])('%s', (_what, settings, stack, type, properties) => {
  test('is there where it is set, and else not', async () => {
    const set = (await templatesOf('dev', settings))[stack];
    expect(has(set, type, properties)).toBe(true);
    expect(has((await templatesOf('dev'))[stack], type, properties)).toBe(false);
  });
});

test.each([
  [0, 1],
  [3, 4],
])('%d readers: the first alone scales with the writer', async (readers, instances) => {
  const { data } = await templatesOf('dev', readers === 0 ? bare : full);
  const tiers = resourcesOf(data, 'AWS::RDS::DBInstance', { PromotionTier: z.number() }).map(
    ([, each]) => each.PromotionTier,
  );
  expect(tiers.toSorted((left, right) => left - right)).toEqual([0, 1, 2, 2].slice(0, instances));
});

test('a proxy without readers has no endpoint for them: everything asks the writer', async () => {
  const { service } = await templatesOf('prod', { ...bare, database: { readers: 0 } });
  service.resourceCountIs('AWS::RDS::DBProxyEndpoint', 0);
  expect(JSON.stringify(service.findResources('AWS::Lambda::Function'))).not.toContain(
    'DATABASE_WRITER_HOST',
  );
});

test('a network that is there is used, and none is made', async () => {
  const { data } = await templatesOf('dev', full);
  for (const type of ['AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::EC2::FlowLog'])
    data.resourceCountIs(type, 0);
  data.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
    SubnetIds: ['subnet-12345678', 'subnet-23456789', 'subnet-01234567'],
  });
  // One subnet of each zone: EC2 refuses an endpoint in two of one.
  data.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    VpcEndpointType: 'Interface',
    SubnetIds: [Match.stringLikeRegexp('subnet-(12345678|23456789)'), 'subnet-01234567'],
  });
  data.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    VpcEndpointType: 'Gateway',
    RouteTableIds: ['rtb-12345678', 'rtb-01234567'],
  });
});

test('and its endpoints, where they are there too', async () => {
  const vpc = network.network?.vpc;
  const { data } = await templatesOf('dev', {
    network: vpc ? { vpc: { ...vpc, endpoints: 'existing' } } : {},
  });
  data.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
});

test('without live updates there is no WebSocket, and nothing is asked for changes', async () => {
  const { service } = await templatesOf('dev', bare);
  expect(JSON.stringify(service.toJSON())).not.toMatch(/WEBSOCKET|live-watch|WebSocketUrl/);
});

test.each([
  [full, 'on'],
  [bare, 'off'],
] as const)('and the dashboard is told so', async (settings, told) => {
  const app = await appOf('dev', settings);
  app.synth();
  const [file = '', ...others] = globSync('asset.*/index.html', { cwd: app.outdir });
  expect(others).toEqual([]);
  const page = await readFile(path.join(app.outdir, file), 'utf8');
  const [, text = ''] = /id="config">(.*?)<\/script>/.exec(page) ?? [];
  expect(z.object({ live_updates: z.string() }).parse(JSON.parse(text)).live_updates).toBe(told);
});

test('without tracing no function is traced', async () => {
  const { service } = await templatesOf('dev', bare);
  expect(has(service, 'AWS::Lambda::Function', { TracingConfig: Match.anyValue() })).toBe(false);
});

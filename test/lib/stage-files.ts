import type { StageFile } from '../../lib/stage/stage-file.ts';

// Settings of a stage that tests make templates with.

export const WEB_ACL = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/payback/0a1b';
export const EDGE_CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b';
export const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/2c3d';
export const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:sign-in-AbCdEf';
export const ROLE = 'arn:aws:iam::210987654321:role/router';

const domain: StageFile = {
  domain: {
    dashboard: { name: 'payback.example.com', certificateArn: EDGE_CERTIFICATE },
    api: { name: 'api.payback.example.com', certificateArn: CERTIFICATE },
    minimumTls: 'TLSv1.3_2025',
  },
};
const saml: StageFile = {
  signIn: { type: 'saml', name: 'Example', metadataUrl: 'https://sign-in.example.com/metadata' },
};
const oidc: StageFile = {
  signIn: {
    type: 'oidc',
    name: 'Example',
    issuerUrl: 'https://sign-in.example.com',
    clientId: '0oa1',
    clientSecretArn: SECRET,
    localAccounts: true,
  },
};
export const network: StageFile = {
  network: {
    vpc: {
      id: 'vpc-01234567',
      subnets: [
        { id: 'subnet-01234567', zone: 'eu-west-1b', routeTable: 'rtb-01234567' },
        { id: 'subnet-12345678', zone: 'eu-west-1a', routeTable: 'rtb-12345678' },
        { id: 'subnet-23456789', zone: 'eu-west-1a', routeTable: 'rtb-12345678' },
      ],
      endpoints: 'create',
    },
    secretsEndpointZones: 2,
  },
};
export const full: StageFile = {
  ...domain,
  ...oidc,
  ...network,
  firewall: { webAclArn: WEB_ACL },
  alarms: { emails: ['on-call@example.com'], webhooks: ['https://events.example.com/payback'] },
  producers: { roleArns: [ROLE] },
  database: {
    capacity: { min: 2, max: 64 },
    readers: 3,
    proxy: true,
    storage: 'aurora-iopt1',
    backupDays: 14,
  },
  ingest: { batchSize: 500, windowSeconds: 20, concurrency: 5, reserved: 6 },
  detailedMetrics: true,
  logDays: 3,
};
export const bare: StageFile = {
  ...saml,
  protected: false,
  database: { readers: 0, proxy: false },
  ingest: { batchSize: 10, windowSeconds: 300, concurrency: 2, reserved: null },
  liveUpdates: false,
  tracing: false,
  canary: false,
};

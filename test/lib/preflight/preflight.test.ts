import { beforeAll, expect, test } from '@jest/globals';
import { preflight } from '../../../lib/preflight/checks.ts';
import { needsOf, type Needs } from '../../../lib/preflight/needs.ts';
import { appOf } from '../synthesized.ts';
import {
  concurrencyAnswer,
  NO_STACK,
  quotasAnswer,
  readyAccount,
  stacksAnswer,
  vpcsAnswer,
  zonesAnswer,
} from './answers.ts';
import { refusal, startAws, type Answers } from './aws.ts';

let prod: Needs;

beforeAll(async () => {
  prod = needsOf('prod', (await appOf('prod')).synth().stacks);
});

async function findings(changes: Answers = {}, needs = prod) {
  const { account, stop, asked } = await startAws({ ...readyAccount, ...changes });
  try {
    const found = await preflight(needs, account);
    return { found, asked };
  } finally {
    await stop();
  }
}

test('what a stage needs is in its templates', () => {
  expect(prod).toEqual({
    stage: 'prod',
    stacks: ['PaybackDataProd', 'PaybackServiceProd'],
    bootstrapVersion: 6,
    engineVersion: '17.9',
    clusterName: 'payback-prod',
    databaseInstances: 2,
    vpcs: 1,
    reservedConcurrency: 8,
    domainPrefix: 'payback-prod-<account>',
  });
});

test('an account that has all it takes', async () => {
  const { found } = await findings();
  expect(found).toEqual([
    { check: 'credentials', status: 'ok', says: 'account 111122223333, region eu-central-1' },
    { check: 'CDK bootstrap', status: 'ok', says: 'version 30' },
    {
      check: 'stacks',
      status: 'ok',
      says: 'PaybackDataProd not there yet, PaybackServiceProd not there yet',
    },
    { check: 'PostgreSQL', status: 'ok', says: 'Aurora Serverless v2 with PostgreSQL 17.9 in 2 zones' },
    { check: 'Lambda concurrency', status: 'ok', says: '1000 at once, 1000 unreserved, 8 of them for prod' },
    { check: 'database quota', status: 'ok', says: '1 of 40 clusters, 1 more; 2 of 40 instances, 2 more' },
    { check: 'VPC quota', status: 'ok', says: '1 of 5, 1 more' },
    { check: 'database name', status: 'ok', says: 'payback-prod is free' },
    { check: 'sign-in domain', status: 'ok', says: 'payback-prod-111122223333 is free' },
  ]);
});

test.each<[string, string, Answers, RegExp]>([
  [
    'no bootstrap',
    'CDK bootstrap',
    { 'DescribeStacks:CDKToolkit': NO_STACK },
    /npx cdk bootstrap aws:\/\/111122223333\/eu-central-1$/,
  ],
  [
    'an old bootstrap',
    'CDK bootstrap',
    { 'DescribeStacks:CDKToolkit': stacksAnswer('CDKToolkit', 'CREATE_COMPLETE', 5) },
    /^version 5, and at least 6/,
  ],
  [
    'a deployment under way',
    'stacks',
    { 'DescribeStacks:PaybackDataProd': stacksAnswer('PaybackDataProd', 'UPDATE_IN_PROGRESS', 30) },
    /is UPDATE_IN_PROGRESS/,
  ],
  [
    'a deployment that is stuck',
    'stacks',
    { 'DescribeStacks:PaybackDataProd': stacksAnswer('PaybackDataProd', 'UPDATE_ROLLBACK_FAILED', 30) },
    /is UPDATE_ROLLBACK_FAILED/,
  ],
  [
    'no such version',
    'PostgreSQL',
    { DescribeOrderableDBInstanceOptions: zonesAnswer([]) },
    /no Aurora Serverless v2 with PostgreSQL 17\.9/,
  ],
  ['one zone', 'PostgreSQL', { DescribeOrderableDBInstanceOptions: zonesAnswer(['a']) }, /in one zone only/],
  [
    'a new account',
    'Lambda concurrency',
    { GetAccountSettings: concurrencyAnswer(10) },
    /prod reserves 8 and AWS keeps 100/,
  ],
  [
    'one less than enough',
    'Lambda concurrency',
    { GetAccountSettings: concurrencyAnswer(1000, 107) },
    /107 unreserved/,
  ],
  [
    'no cluster left',
    'database quota',
    { DescribeAccountAttributes: quotasAnswer(40, 0) },
    /^40 of 40 clusters/,
  ],
  [
    'one instance left',
    'database quota',
    { DescribeAccountAttributes: quotasAnswer(0, 39) },
    /39 of 40 instances, 2 more/,
  ],
  ['no VPC left', 'VPC quota', { DescribeVpcs: vpcsAnswer(5) }, /^5 of 5, 1 more/],
  [
    'a cluster of that name',
    'database name',
    {
      DescribeDBClusters: {
        body: '<DescribeDBClustersResponse><DescribeDBClustersResult><DBClusters><DBCluster><DBClusterIdentifier>payback-prod</DBClusterIdentifier></DBCluster></DBClusters></DescribeDBClustersResult></DescribeDBClustersResponse>',
      },
    },
    /exists already/,
  ],
  [
    'a domain that is taken',
    'sign-in domain',
    {
      DescribeUserPoolDomain: {
        body: '{"DomainDescription":{"Domain":"payback-prod-111122223333","Status":"ACTIVE"}}',
      },
    },
    /is taken/,
  ],
])('%s', async (_, check, answers, says) => {
  const { found } = await findings(answers);
  expect(found.find((finding) => finding.check === check)).toMatchObject({
    status: 'wrong',
    says: expect.stringMatching(says),
  });
});

test('exactly enough is enough', async () => {
  const { found } = await findings({
    GetAccountSettings: concurrencyAnswer(108),
    DescribeAccountAttributes: quotasAnswer(39, 38),
    DescribeVpcs: vpcsAnswer(4),
  });
  expect(found.filter(({ status }) => status !== 'ok')).toEqual([]);
});

test('a stage that reserves nothing does with a small account, but says so below 100', async () => {
  const dev = { ...prod, stage: 'dev', reservedConcurrency: 0 };
  const small = await findings({ GetAccountSettings: concurrencyAnswer(99) }, dev);
  expect(small.found[4]).toMatchObject({ status: 'wrong', says: expect.stringContaining('99 at once') });
  const enough = await findings({ GetAccountSettings: concurrencyAnswer(100) }, dev);
  expect(enough.found[4]).toMatchObject({ status: 'ok' });
});

test('what is there already is not asked for again, and what it reserves is not counted twice', async () => {
  const { found, asked } = await findings({
    'DescribeStacks:PaybackDataProd': stacksAnswer('PaybackDataProd', 'UPDATE_COMPLETE', 30),
    GetAccountSettings: concurrencyAnswer(108, 100),
  });
  expect(found.map(({ check, status }) => [check, status])).toEqual([
    ['credentials', 'ok'],
    ['CDK bootstrap', 'ok'],
    ['stacks', 'ok'],
    ['PostgreSQL', 'ok'],
    ['Lambda concurrency', 'ok'],
  ]);
  expect(asked).not.toContain('DescribeVpcs');
});

test('what may not be asked is unknown, and says what was refused', async () => {
  const denied = refusal('AccessDenied', 'alice is not authorized to perform: ec2:DescribeVpcs', 403);
  const { found } = await findings({ DescribeVpcs: denied });
  expect(found.filter(({ status }) => status !== 'ok')).toEqual([
    { check: 'VPC quota', status: 'unknown', says: expect.stringContaining('ec2:DescribeVpcs') },
  ]);
});

test('without credentials nothing else is asked', async () => {
  const { found, asked } = await findings({ GetCallerIdentity: refusal('ExpiredToken', 'is expired', 403) });
  expect(found).toEqual([
    { check: 'credentials', status: 'unknown', says: expect.stringContaining('is expired') },
  ]);
  expect(asked).toEqual(['GetCallerIdentity']);
});

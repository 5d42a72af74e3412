import { refusal, type Answers } from './aws.ts';

const query = (operation: string, result: string) => ({
  body: `<${operation}Response><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`,
});

export const stacksAnswer = (name: string, status: string, version?: number) =>
  query(
    'DescribeStacks',
    `<Stacks><member><StackName>${name}</StackName><StackId>arn:aws:cloudformation:eu-central-1:111122223333:stack/${name}/1</StackId>` +
      `<CreationTime>2026-01-26T10:00:00Z</CreationTime><StackStatus>${status}</StackStatus>` +
      `<Outputs><member><OutputKey>BootstrapVersion</OutputKey><OutputValue>${version ?? ''}</OutputValue></member></Outputs></member></Stacks>`,
  );

export const zonesAnswer = (zones: readonly string[], marker = '') =>
  query(
    'DescribeOrderableDBInstanceOptions',
    `<OrderableDBInstanceOptions>${
      zones.length === 0
        ? ''
        : `<OrderableDBInstanceOption><Engine>aurora-postgresql</Engine><EngineVersion>17.9</EngineVersion><DBInstanceClass>db.serverless</DBInstanceClass>` +
          `<AvailabilityZones>${zones.map((zone) => `<AvailabilityZone><Name>${zone}</Name></AvailabilityZone>`).join('')}</AvailabilityZones></OrderableDBInstanceOption>`
    }</OrderableDBInstanceOptions>${marker && `<Marker>${marker}</Marker>`}`,
  );

export const quotasAnswer = (clusters: number, instances: number) =>
  query(
    'DescribeAccountAttributes',
    `<AccountQuotas><AccountQuota><AccountQuotaName>DBClusters</AccountQuotaName><Used>${clusters}</Used><Max>40</Max></AccountQuota>` +
      `<AccountQuota><AccountQuotaName>DBInstances</AccountQuotaName><Used>${instances}</Used><Max>40</Max></AccountQuota></AccountQuotas>`,
  );

export const vpcsAnswer = (count: number) => ({
  body: `<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><vpcSet>${'<item><vpcId>vpc-1</vpcId></item>'.repeat(count)}</vpcSet></DescribeVpcsResponse>`,
});

export const concurrencyAnswer = (most: number, unreserved = most) => ({
  body: JSON.stringify({
    AccountLimit: { ConcurrentExecutions: most, UnreservedConcurrentExecutions: unreserved },
    AccountUsage: { FunctionCount: 3, TotalCodeSize: 1 },
  }),
});

export const NO_STACK = refusal('ValidationError', 'Stack with that id does not exist');

/** The account of somebody who has bootstrapped, and deployed nothing yet. */
export const readyAccount: Answers = {
  GetCallerIdentity: query(
    'GetCallerIdentity',
    '<Arn>arn:aws:iam::111122223333:user/alice</Arn><UserId>AIDA</UserId><Account>111122223333</Account>',
  ),
  'DescribeStacks:CDKToolkit': stacksAnswer('CDKToolkit', 'UPDATE_COMPLETE', 30),
  'DescribeStacks:PaybackDataProd': NO_STACK,
  'DescribeStacks:PaybackServiceProd': NO_STACK,
  DescribeOrderableDBInstanceOptions: [
    zonesAnswer(['eu-central-1a'], 'more'),
    zonesAnswer(['eu-central-1b']),
  ],
  DescribeAccountAttributes: quotasAnswer(1, 2),
  DescribeDBClusters: refusal('DBClusterNotFoundFault', 'DBCluster payback-prod not found.', 404),
  DescribeVpcs: vpcsAnswer(1),
  GetServiceQuota: {
    status: 400,
    body: '{"__type":"NoSuchResourceException","Message":"The request failed because the specified quota does not exist"}',
  },
  GetAWSDefaultServiceQuota: { body: '{"Quota":{"ServiceCode":"vpc","QuotaCode":"L-F678F1CE","Value":5}}' },
  GetAccountSettings: concurrencyAnswer(1000),
  DescribeUserPoolDomain: { body: '{"DomainDescription":{}}' },
};

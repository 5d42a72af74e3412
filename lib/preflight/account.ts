import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { EC2Client, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeAccountAttributesCommand,
  DescribeDBClustersCommand,
  paginateDescribeOrderableDBInstanceOptions,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { Account } from './checks.ts';

/** What is absent is found where AWS's own command line finds it. */
export type AccountOptions = Pick<
  STSClientConfig,
  'profile' | 'region' | 'endpoint' | 'credentials' | 'maxAttempts'
>;

/** "VPCs per Region". */
const VPCS = { ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' };

/** Asks AWS, and changes nothing. Every method throws what the SDK throws, `AccessDenied` above all. */
export function awsAccount(options: AccountOptions = {}): Account {
  const sts = new STSClient(options);
  const rds = new RDSClient(options);
  const cloudformation = new CloudFormationClient(options);
  const quotas = new ServiceQuotasClient(options);
  return {
    region: () => sts.config.region(),
    async id() {
      const { Account: id = '' } = await sts.send(new GetCallerIdentityCommand());
      return id;
    },
    async stack(StackName) {
      try {
        const { Stacks: [stack] = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
        return (
          stack && {
            status: stack.StackStatus ?? '',
            outputs: Object.fromEntries(
              (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
            ),
          }
        );
      } catch (error) {
        // The answer to a name that is not there, and to nothing else that is asked here.
        if (nameOf(error) === 'ValidationError') return undefined;
        throw error;
      }
    },
    async serverlessVersions(EngineVersion) {
      const zones = new Set<string>();
      const pages = paginateDescribeOrderableDBInstanceOptions(
        { client: rds },
        { Engine: 'aurora-postgresql', EngineVersion, DBInstanceClass: 'db.serverless' },
      );
      for await (const { OrderableDBInstanceOptions: found = [] } of pages) {
        for (const { AvailabilityZones = [] } of found) {
          for (const { Name } of AvailabilityZones) if (Name !== undefined) zones.add(Name);
        }
      }
      return { zones: zones.size };
    },
    async hasCluster(DBClusterIdentifier) {
      try {
        await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier }));
        return true;
      } catch (error) {
        if (nameOf(error) === 'DBClusterNotFoundFault') return false;
        throw error;
      }
    },
    async databaseQuotas() {
      const { AccountQuotas = [] } = await rds.send(new DescribeAccountAttributesCommand());
      return new Map(
        AccountQuotas.map(({ AccountQuotaName = '', Used = 0, Max = 0 }) => [
          AccountQuotaName,
          { used: Used, most: Max },
        ]),
      );
    },
    async vpcs() {
      let used = 0;
      for await (const { Vpcs = [] } of paginateDescribeVpcs({ client: new EC2Client(options) }, {})) {
        used += Vpcs.length;
      }
      const { Quota } = await quotas.send(new GetServiceQuotaCommand(VPCS)).catch((error: unknown) => {
        // Of an account that never asked for another value.
        if (nameOf(error) !== 'NoSuchResourceException') throw error;
        return quotas.send(new GetAWSDefaultServiceQuotaCommand(VPCS));
      });
      return { used, most: Quota?.Value ?? 0 };
    },
    async concurrency() {
      const { AccountLimit } = await new LambdaClient(options).send(new GetAccountSettingsCommand());
      return {
        most: AccountLimit?.ConcurrentExecutions ?? 0,
        unreserved: AccountLimit?.UnreservedConcurrentExecutions ?? 0,
      };
    },
    async hasDomain(Domain) {
      const { DomainDescription } = await new CognitoIdentityProviderClient(options).send(
        new DescribeUserPoolDomainCommand({ Domain }),
      );
      return DomainDescription?.Domain !== undefined;
    },
  };
}

const nameOf = (error: unknown): unknown => Object(error).name;

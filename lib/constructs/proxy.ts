import type { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { DatabaseProxy, ProxyEndpointTargetRole, ProxyTarget } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import type { DataStack } from '../data-stack.ts';

/**
 * One proxy with an endpoint for the writer and one for readers, where there are any. CloudFormation waits until it has logged in to the
 * database with each secret, so their users must exist. @returns its name, and the host names of the two
 */
export function createProxy(
  scope: Construct,
  { network, database }: DataStack,
  securityGroup: SecurityGroup,
  hasReaders: boolean,
) {
  const { vpc, subnets: vpcSubnets } = network;
  const proxied = new DatabaseProxy(scope, 'Proxy', {
    proxyTarget: ProxyTarget.fromCluster(database.cluster),
    secrets: [...Object.values(database.secrets), database.workerSecret],
    vpc,
    vpcSubnets,
    securityGroups: [securityGroup],
    requireTLS: true,
  });
  if (!hasReaders) return { name: proxied.dbProxyName, writer: proxied.endpoint, reader: undefined };
  const reader = proxied.addEndpoint('ReaderEndpoint', {
    vpc,
    vpcSubnets,
    securityGroups: [securityGroup],
    targetRole: ProxyEndpointTargetRole.READ_ONLY,
  });
  return { name: proxied.dbProxyName, writer: proxied.endpoint, reader: reader.endpoint };
}

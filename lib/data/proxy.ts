import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  DatabaseProxy,
  ProxyEndpointTargetRole,
  ProxyTarget,
  type DatabaseCluster,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Network } from './network.ts';

/** One proxy with an endpoint for the writer and one for readers. @returns the host names of the two */
export function createProxy(
  scope: Construct,
  database: DatabaseCluster,
  network: Network,
  secrets: ISecret[],
) {
  const { vpc, subnets: vpcSubnets, clients } = network;
  const securityGroup = new SecurityGroup(scope, 'ProxySecurityGroup', {
    vpc,
    description: 'RDS Proxy',
    allowAllOutbound: false,
  });
  clients.connections.allowTo(securityGroup, Port.tcp(5432), 'query through the proxy');
  const proxied = new DatabaseProxy(scope, 'Proxy', {
    proxyTarget: ProxyTarget.fromCluster(database),
    secrets,
    vpc,
    vpcSubnets,
    securityGroups: [securityGroup],
    requireTLS: true,
  });
  const reader = proxied.addEndpoint('ReaderEndpoint', {
    vpc,
    vpcSubnets,
    securityGroups: [securityGroup],
    targetRole: ProxyEndpointTargetRole.READ_ONLY,
  });
  return { writer: proxied.endpoint, reader: reader.endpoint };
}

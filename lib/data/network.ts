import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
  type ISubnet,
  type IVpc,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageSettings } from '../stage.ts';
import { existingVpc } from './existing-vpc.ts';

/**
 * A network without any route to or from the internet. Of the AWS APIs, functions call Secrets Manager and S3 only, so
 * two endpoints, of which that of S3 is free, are cheaper than any gateway (docs/adr/0001-way-to-aws-apis.md).
 */
export class Network extends Construct {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  /** What may talk to the database, to Secrets Manager and to S3, and to nothing else. */
  readonly clients: SecurityGroup;
  /**
   * Of the proxy, where the stage has one. It is made here, and not with the proxy, because the rules about it belong
   * to groups of this stack, which cannot refer to the service stack.
   */
  readonly proxy: SecurityGroup | undefined;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    const { vpc: existing } = stage.network;
    this.vpc = existing === undefined ? this.ownVpc(stage) : existingVpc(this, 'Vpc', existing);
    this.subnets = { subnets: this.vpc.isolatedSubnets };

    this.clients = new SecurityGroup(this, 'Clients', {
      vpc: this.vpc,
      description: 'Functions that use the database',
      allowAllOutbound: false,
    });
    this.proxy = stage.database.proxy ? this.proxyGroup() : undefined;
    if (existing?.endpoints !== 'existing') {
      this.addWayToSecrets(
        oneOfEachZone(this.vpc.isolatedSubnets).slice(0, stage.network.secretsEndpointZones),
      );
      this.addWayToS3();
    }
    // No addresses: those of S3 are a list whose id differs between regions, and there is no other route.
    this.clients.connections.allowTo(Peer.anyIpv4(), Port.tcp(443), 'read and write objects');
  }

  /** Two zones, with logs of what was refused. */
  private ownVpc(stage: StageSettings): Vpc {
    const vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
      // Emptying the default group takes a function that may edit groups; nothing is ever put into that group here.
      restrictDefaultSecurityGroup: false,
    });
    vpc.addFlowLog('Refused', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'RefusedLogs', {
          retention: stage.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
    });
    return vpc;
  }

  private addWayToSecrets(subnets: ISubnet[]): void {
    const endpoints = new SecurityGroup(this, 'Endpoints', {
      vpc: this.vpc,
      description: 'Interface endpoint of Secrets Manager',
      allowAllOutbound: false,
    });
    this.clients.connections.allowTo(endpoints, Port.tcp(443), 'read secrets');
    this.vpc.addInterfaceEndpoint('SecretsManager', {
      service: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
      subnets: { subnets },
      securityGroups: [endpoints],
      open: false,
    });
  }

  /**
   * A route to S3, free of charge, through which objects of this account alone can be read, written and deleted: exports, the
   * price feed, and who was erased.
   */
  private addWayToS3(): void {
    const endpoint = this.vpc.addGatewayEndpoint('S3', {
      service: GatewayVpcEndpointAwsService.S3,
      subnets: [this.subnets],
    });
    endpoint.addToPolicy(
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: [
          's3:GetObject',
          's3:PutObject',
          's3:AbortMultipartUpload',
          's3:ListBucket',
          's3:DeleteObject',
        ],
        resources: ['*'],
        conditions: { StringEquals: { 's3:ResourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }

  private proxyGroup(): SecurityGroup {
    const group = new SecurityGroup(this, 'Proxy', {
      vpc: this.vpc,
      description: 'RDS Proxy',
      allowAllOutbound: false,
    });
    this.clients.connections.allowTo(group, Port.tcp(5432), 'query through the proxy');
    return group;
  }
}

/** An interface endpoint takes no two of one zone. */
const oneOfEachZone = (subnets: readonly ISubnet[]): ISubnet[] => [
  ...new Map(subnets.map((subnet) => [subnet.availabilityZone, subnet])).values(),
];

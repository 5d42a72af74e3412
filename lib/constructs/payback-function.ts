import { Duration, RemovalPolicy, Stack, type Size } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime, Tracing, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import path from 'node:path';
import type { Metric as PublishedMetric } from '../../shared/metrics/metric.ts';
import { acknowledge } from '../checks/acknowledge.ts';
import { Alarm, type Consequence } from './alarm.ts';
import type { DatabaseAccess } from './database-connections.ts';
import type { Platform } from './platform.ts';
import type { Releases } from './releases.ts';

const METRICS_NAMESPACE = 'Payback';

export interface PaybackFunctionProps {
  /** Its folder in lambdas/. */
  readonly name: string;
  readonly platform: Platform;
  /** Without one it runs outside of the network: AWS APIs are in its reach, the database is not. */
  readonly database?: DatabaseAccess;
  readonly timeout: Duration;
  /** MiB; processor time is proportional to it, one full core at 1769. */
  readonly memory: number;
  /** Of its disk; 512 MB unless given. */
  readonly disk?: Size;
  readonly environment?: Readonly<Record<string, string>>;
  /** Secrets that it reads besides the database user's, by the variable that holds their ARN. */
  readonly secrets?: Readonly<Record<string, ISecret>>;
  /** Calls that the account keeps free for it, and the most at the same time; without it, it shares what there is. */
  readonly reserved?: number;
  /** Lambda's own repetitions of a failed asynchronous call (0 to 2). */
  readonly retryAttempts?: number;
  /** What it means when calls fail or are refused, in one period of five minutes or `periods` in a row. */
  readonly failure: Consequence & { readonly periods?: number; readonly behindDatabase?: true };
}

/** One function: inside the network where it needs the database, with only the permissions it needs, a log that ends, and alarms. */
export class PaybackFunction extends Construct {
  readonly function: Function;
  readonly logGroup: LogGroup;
  private readonly releases: Releases | undefined;
  private readonly errors: Alarm;
  /** Its name, also in metrics and logs; tells stages apart that share an account. */
  private readonly serviceName: string;

  constructor(scope: Construct, id: string, props: PaybackFunctionProps) {
    super(scope, id);
    const { stage, data, bundleDirectory, alarmTopic, releases } = props.platform;
    this.releases = releases;
    this.serviceName = `payback-${stage.name}-${props.name}`;
    const logGroup = (this.logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    }));
    const { database } = props;
    const secrets = { ...(database && { DATABASE_SECRET_ARN: database.secret }), ...props.secrets };
    const role = executionRole(this, logGroup);
    if (database) allowInterfaces(role);
    for (const secret of Object.values(secrets)) secret.grantRead(role);

    this.function = new Function(this, 'Function', {
      functionName: this.serviceName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(path.join(bundleDirectory, props.name)),
      handler: 'index.handler',
      timeout: props.timeout,
      memorySize: props.memory,
      ...(props.disk === undefined ? {} : { ephemeralStorageSize: props.disk }),
      role,
      logGroup,
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(database && {
        vpc: data.network.vpc,
        vpcSubnets: data.network.subnets,
        securityGroups: [data.network.clients],
      }),
      ...(props.reserved === undefined ? {} : { reservedConcurrentExecutions: props.reserved }),
      ...(props.retryAttempts === undefined ? {} : { retryAttempts: props.retryAttempts }),
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        // Lambda's bundle of certificate authorities, which includes the one of Amazon RDS.
        NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
        LOG_LEVEL: 'INFO',
        POWERTOOLS_SERVICE_NAME: this.serviceName,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
        ...Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, secret.secretArn])),
        ...(database?.host === undefined ? {} : { DATABASE_HOST: database.host }),
        ...(database?.writerHost === undefined ? {} : { DATABASE_WRITER_HOST: database.writerHost }),
        ...props.environment,
      },
    });
    acknowledge(role, {
      'AwsSolutions-IAM5[Resource::*]':
        'Network interfaces and X-Ray segments have no ARN that could be known before the function runs; the actions are named one by one.',
    });

    const alarm = (kind: string, metric: Metric) =>
      new Alarm(this, kind, {
        topic: alarmTopic,
        metric,
        threshold: 0,
        logs: logGroup,
        behindDatabase: database !== undefined,
        ...props.failure,
      });
    const period = Duration.minutes(5);
    this.errors = alarm('Errors', this.function.metricErrors({ period }));
    alarm('Throttles', this.function.metricThrottles({ period }));
    if (database) this.node.addDependency(...database.after);
  }

  /**
   * What callers that can take new code in two steps call instead of the function; to be asked for once.
   * @param alarms that take new code back, besides its errors
   */
  released(...alarms: readonly Alarm[]): IFunction {
    if (this.releases === undefined) return this.function;
    return this.releases.of(
      this,
      this.function,
      [this.errors, ...alarms].map(({ alarm }) => alarm),
    );
  }

  /** The sum of what its code publishes of a metric of its metric-names.ts, over five minutes. */
  metric({ name: metricName }: PublishedMetric): Metric {
    return new Metric({
      namespace: METRICS_NAMESPACE,
      metricName,
      dimensionsMap: { service: this.serviceName },
      statistic: Stats.SUM,
      period: Duration.minutes(5),
    });
  }
}

/** AWSLambdaVPCAccessExecutionRole without its right to write to every log group of the account. */
function executionRole(scope: Construct, logGroup: LogGroup): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Runs ${scope.node.path} of ${Stack.of(scope).stackName}`,
  });
  logGroup.grantWrite(role);
  return role;
}

/** What Lambda needs to place a function in a network. */
function allowInterfaces(role: Role): void {
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: [
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:UnassignPrivateIpAddresses',
      ],
      resources: ['*'],
    }),
  );
}

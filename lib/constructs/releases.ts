import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from '../checks/acknowledge.ts';

const ALIAS = 'live';

/**
 * Releases new code of functions in two steps: a tenth of the calls for ten minutes, twice as long as an alarm takes, then all. An alarm
 * that is raised meanwhile puts the version before back and fails the deployment, which CloudFormation then rolls back as a whole.
 */
export class Releases extends Construct {
  private readonly application: LambdaApplication;
  private readonly role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.application = new LambdaApplication(this, 'Application');
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      description: 'Shifts calls from one version of a function to the next, and back',
    });
    this.role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }));
    acknowledge(this.role, {
      'AwsSolutions-IAM5[Resource::*]':
        'CodeDeploy asks for several alarms at once, which names no resource.',
    });
  }

  /** @returns what is to be called instead of the function */
  of(scope: Construct, target: Function, alarms: Alarm[]): Alias {
    const alias = new Alias(scope, 'Live', { aliasName: ALIAS, version: target.currentVersion });
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
        resources: [target.functionArn, `${target.functionArn}:${ALIAS}`],
      }),
    );
    const group = new LambdaDeploymentGroup(scope, 'Release', {
      application: this.application,
      // The construct would attach AWS's own policy, which reads files in buckets and calls hooks.
      role: this.role.withoutPolicyUpdates(),
      alias,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_10MINUTES,
      alarms,
    });
    group.node.addDependency(this.role);
    return alias;
  }
}

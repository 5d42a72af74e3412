import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source, type ISource } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import path from 'node:path';
import { acknowledge } from '../../checks/acknowledge.ts';
import type { StageSettings } from '../../stage.ts';
import { PAGE, withConfig } from './page.ts';

/** The dashboard's files, in a bucket that nobody but CloudFront reads. */
export class SiteFiles extends Construct {
  readonly bucket: Bucket;
  private readonly logGroup: LogGroup;
  private readonly copyRole: Role;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CloudFormation cannot delete a bucket that holds files. What stays behind is a build that anybody may see.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1': 'Only CloudFront reads it, and gives the same files to anybody who asks.',
    });
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.copyRole = copyRole(this, this.bucket, this.logGroup);
  }

  /**
   * Copies a build of the dashboard into the bucket.
   * @param page the build's page
   * @param config what the page is told; its values may become known only in the deployment
   */
  deploy(directory: string, page: string, config: Readonly<Record<string, string>>): void {
    const common = {
      destinationBucket: this.bucket,
      // The construct would grant families of actions on whole buckets; the role has what is called.
      role: this.copyRole.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      // A page that is open may yet ask for the files of the build that it is of.
      prune: false,
    };
    const assets = new BucketDeployment(this, 'Assets', {
      ...common,
      sources: [this.readable(Source.asset(path.join(directory, 'assets')))],
      destinationKeyPrefix: 'assets',
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.days(365)),
        CacheControl.immutable(),
      ],
    });
    const pages = new BucketDeployment(this, 'Pages', {
      ...common,
      sources: [
        this.readable(Source.asset(directory, { exclude: ['assets', PAGE] })),
        this.readable(Source.data(PAGE, withConfig(page, config))),
      ],
      cacheControl: [CacheControl.noCache()],
    });
    // A page never names files that are not there yet.
    pages.node.addDependency(assets);
    for (const child of Stack.of(this).node.children) {
      if (!child.node.id.startsWith('Custom::CDKBucketDeployment')) continue;
      acknowledge(child, {
        'AwsSolutions-L1': "The CDK's own function runs the Python that the CDK tests it with.",
      });
    }
  }

  /** Lets the copy read that one upload. */
  private readable(source: ISource): ISource {
    return {
      bind: (scope, context) => {
        const upload = source.bind(scope, context);
        const resources = [upload.bucket.arnForObjects(upload.zipObjectKey)];
        this.copyRole.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources }));
        return upload;
      },
    };
  }
}

/** May do what `aws s3 sync` does to its destination. */
function copyRole(scope: Construct, bucket: Bucket, logGroup: LogGroup): Role {
  const role = new Role(scope, 'CopyRole', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Copies the dashboard of ${Stack.of(scope).stackName} into its bucket`,
  });
  logGroup.grantWrite(role);
  role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
  role.addToPolicy(
    new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] }),
  );
  acknowledge(role, {
    'AwsSolutions-IAM5[Resource::<DashboardFilesBucketDD0AAE60.Arn>/*]':
      'Files are named after their content, so their names are not known before the build.',
  });
  return role;
}

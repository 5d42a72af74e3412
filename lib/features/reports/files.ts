import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../../checks/acknowledge.ts';
import type { FileStore } from '../../constructs/file-store.ts';
import type { PaybackFunction } from '../../constructs/payback-function.ts';
import type { StageSettings } from '../../stage.ts';

/**
 * Made of the stack's id, so that it is known before the bucket: the dashboard's headers name the bucket, and the bucket's
 * rule names the dashboard. A stack that is recreated gets another one, and does not collide with what the first left.
 */
const bucketName = (stage: StageSettings) =>
  Fn.join('-', ['payback', stage.name, 'files', Fn.select(2, Fn.split('/', Aws.STACK_ID))]);

/** Where a browser is sent for a file. */
export const filesOrigin = (stage: StageSettings): string =>
  `https://${bucketName(stage)}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`;

/** Files that are too large for an answer, for a day: whoever asked has 15 minutes to get one. */
export class ReportFiles extends Construct implements FileStore {
  readonly bucket: Bucket;

  /** @param origin of the pages that may read a file that they were sent to */
  constructor(scope: Construct, id: string, stage: StageSettings, origin: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: bucketName(stage),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [
        { expiration: Duration.days(1), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.GET],
          allowedOrigins: [origin],
          exposedHeaders: ['content-disposition'],
        },
      ],
      // CloudFormation cannot delete a bucket that holds files. What stays behind is empty after a day.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        "Who exported what is on each organization's audit log, written in the transaction that made the file.",
    });
  }

  grantTo(target: PaybackFunction): void {
    target.function.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
    acknowledge(target, {
      'AwsSolutions-IAM5[Resource::<ReportsFilesBucketF0D64C06.Arn>/*]':
        'A file is named after its organization and a random id, when it is made.',
    });
  }
  grantDeleteTo(target: PaybackFunction): void {
    target.function.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
    target.function.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:DeleteObject'], resources: [this.bucket.arnForObjects('*')] }),
    );
    acknowledge(target, {
      'AwsSolutions-IAM5[Resource::<ReportsFilesBucketF0D64C06.Arn>/*]':
        'Which organization’s files go is known when somebody of it is erased.',
    });
  }
}

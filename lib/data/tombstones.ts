import { Aws, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../checks/acknowledge.ts';
import type { StageSettings } from '../stage.ts';

/**
 * Who has been erased, by keyed hashes, where no restore of the database reaches it: after one they are erased once more. It
 * outlives its stack in every stage, and nothing in it ends.
 */
export class Tombstones extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: Fn.join('-', [
        'payback',
        stage.name,
        'tombstones',
        Fn.select(2, Fn.split('/', Aws.STACK_ID)),
      ]),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1': 'One function writes it, and each erasure is on the audit log of its organization.',
    });
  }
}

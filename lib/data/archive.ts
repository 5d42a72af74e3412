import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, StorageClass } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../checks/acknowledge.ts';
import type { StageSettings } from '../stage.ts';
import { ArchiveCatalog } from './archive-catalog.ts';

const nameOf = (stage: StageSettings, what: string) =>
  Fn.join('-', ['payback', stage.name, what, Fn.select(2, Fn.split('/', Aws.STACK_ID))]);

/**
 * Files of weeks that are over, and what Athena knows of them. Of days that the database no longer has they are all there is, so they
 * outlive the stack in every stage.
 */
export class Archive extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: nameOf(stage, 'archive'),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [
        {
          // What was written over, or deleted by mistake, for as long as backups of a database are kept at most.
          noncurrentVersionExpiration: Duration.days(35),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          // Most files are read rarely; those that are pay nothing for it.
          transitions: [
            { storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(0) },
          ],
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.bucket, {
      'AwsSolutions-S1':
        'One function writes it. Who reads it does so through Athena, of whose queries CloudTrail has an event each.',
    });
    new ArchiveCatalog(this, 'Catalog', {
      stage,
      bucket: this.bucket,
      answersName: nameOf(stage, 'archive-answers'),
    });
  }
}

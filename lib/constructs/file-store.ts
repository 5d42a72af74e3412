import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { PaybackFunction } from './payback-function.ts';

/** Where functions put files that are too large for an answer. */
export interface FileStore {
  readonly bucket: IBucket;
  /** Lets a function write files, and sign addresses at which they can be read. */
  grantTo(target: PaybackFunction): void;
  /** Lets a function delete files, by the beginnings of their names. */
  grantDeleteTo(target: PaybackFunction): void;
}

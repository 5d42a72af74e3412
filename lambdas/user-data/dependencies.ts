import type { Database } from '../../shared/database/database.ts';
import type { FileBucket } from '../../shared/delivery/bucket.ts';
import type { UserHashes } from '../../shared/users/user-hashes.ts';

export interface UserDataDependencies {
  readonly database: Database;
  /** Takes exports that are too large for an answer. */
  readonly bucket: FileBucket;
  readonly hashesOf: UserHashes;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { DataStack } from '../data-stack.ts';
import type { StageSettings } from '../stage.ts';
import type { DatabaseConnections } from './database-connections.ts';
import type { Releases } from './releases.ts';

/** What every feature of the service needs. */
export interface Platform {
  readonly stage: StageSettings;
  readonly data: DataStack;
  /** Holds each function's bundle in a folder of its name. */
  readonly bundleDirectory: string;
  readonly alarmTopic: Topic;
  /** Undefined where new code gets all calls at once. */
  readonly releases: Releases | undefined;
}

/** A platform whose schema is in place: what every feature but the migration itself needs. */
export interface MigratedPlatform extends Platform {
  readonly connections: DatabaseConnections;
}

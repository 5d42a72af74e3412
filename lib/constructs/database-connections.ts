import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, type IDependable } from 'constructs';
import type { LoginRole } from '../../shared/database/roles-contract.ts';
import type { DataStack } from '../data-stack.ts';
import type { StageSettings } from '../stage.ts';
import { createProxy } from './proxy.ts';

/** Who a function connects as, where to, and what must be there before it can. */
export interface DatabaseAccess {
  readonly secret: ISecret;
  /** The writer that the secret names when it is undefined. */
  readonly host: string | undefined;
  /** The writer where `host` is a reader. */
  readonly writerHost?: string;
  readonly after: readonly IDependable[];
}

/**
 * How functions reach a database whose schema and users are in place: through a proxy where the stage has one. The
 * proxy is not part of the data stack because the migration creates the users that it logs in as.
 */
export class DatabaseConnections extends Construct {
  /** Writes as the API does, bounded by row-level security. */
  readonly api: DatabaseAccess;
  /** Like `api`, on a replica where the stage has one: may lag behind by some tens of milliseconds. */
  readonly apiReader: DatabaseAccess;
  /** Stores executions. */
  readonly ingest: DatabaseAccess;
  /** Folds deltas into rollups. */
  readonly rollup: DatabaseAccess;
  /** Recalculation and the price audit. */
  readonly pricing: DatabaseAccess;
  /** Takes list prices over. */
  readonly feed: DatabaseAccess;
  /** Knows who is connected. */
  readonly live: DatabaseAccess;
  /** Makes partitions, and deletes what is to go. */
  readonly upkeep: DatabaseAccess;
  /** Tells operators how it is. */
  readonly operations: DatabaseAccess;
  /** Undefined where functions reach the database itself. */
  readonly proxyName: string | undefined;

  constructor(scope: Construct, id: string, stage: StageSettings, data: DataStack, schema: IDependable) {
    super(scope, id);
    const { cluster, secrets } = data.database;
    const { proxy } = data.network;
    const { name, writer, reader } = proxy
      ? createProxy(this, data, proxy, stage.database.readers > 0)
      : {
          name: undefined,
          writer: undefined,
          reader: stage.database.readers > 0 ? cluster.clusterReadEndpoint.hostname : undefined,
        };
    this.proxyName = name;
    this.node.addDependency(schema);
    const after = [schema, this];
    const ofWriter = (role: LoginRole): DatabaseAccess => ({ secret: secrets[role], host: writer, after });
    this.api = ofWriter('payback_api');
    this.apiReader = {
      secret: secrets.payback_api,
      host: reader,
      after,
      ...(reader === undefined ? {} : { writerHost: writer ?? cluster.clusterEndpoint.hostname }),
    };
    this.ingest = ofWriter('payback_ingest');
    this.rollup = ofWriter('payback_rollup');
    this.pricing = ofWriter('payback_pricing');
    this.feed = ofWriter('payback_feed');
    this.live = ofWriter('payback_live');
    this.upkeep = ofWriter('payback_upkeep');
    this.operations = ofWriter('payback_operations');
  }
}

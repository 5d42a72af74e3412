import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  archivedTables,
  folders,
  tableNames,
  type ArchivedTable,
} from '../../shared/archive/columns-contract.ts';
import { views, type View } from '../../shared/archive/views-contract.ts';
import { acknowledge } from '../checks/acknowledge.ts';
import type { StageSettings } from '../stage.ts';
import { glueColumns, trinoColumns } from './athena-types.ts';

/** A query that reads more than so much is a mistake: five dollars. */
const MOST_BYTES = 1_000_000_000_000;
/** The first Monday of 2020, when partitions begin. */
const FIRST_WEEK = '2020-01-06';

export interface ArchiveCatalogProps {
  readonly stage: StageSettings;
  readonly bucket: IBucket;
  readonly answersName: string;
}

/** What Athena knows of the archive: a table for each, whose folders are computed and never listed, views, and a workgroup to ask in. */
export class ArchiveCatalog extends Construct {
  constructor(scope: Construct, id: string, { stage, bucket, answersName }: ArchiveCatalogProps) {
    super(scope, id);
    const name = `payback_${stage.name}_archive`;
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Aws.ACCOUNT_ID,
      databaseInput: { name, description: 'Executions of weeks that are over' },
    });
    const define = (logicalId: string, tableInput: CfnTable.TableInputProperty) => {
      const table = new CfnTable(this, logicalId, {
        catalogId: Aws.ACCOUNT_ID,
        databaseName: name,
        tableInput,
      });
      table.addResourceDependency(database);
    };
    for (const table of tableNames) define(table, tableOf(table, bucket));
    for (const view of views) define(view.name, viewOf(view, name));
    const answers = this.answers(answersName);
    new CfnWorkGroup(this, 'WorkGroup', {
      name: `payback-${stage.name}-archive`,
      description: 'Queries of the archive',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: MOST_BYTES,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: answers.s3UrlForObject(),
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
  }

  private answers(bucketName: string): Bucket {
    const answers = new Bucket(this, 'Answers', {
      bucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [
        { expiration: Duration.days(7), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      // CloudFormation cannot delete a bucket that holds files. What stays behind is empty after a week.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(answers, {
      'AwsSolutions-S1': 'Athena writes it for whoever asked, and CloudTrail has an event of each query.',
    });
    return answers;
  }
}

function tableOf(table: ArchivedTable, bucket: IBucket): CfnTable.TableInputProperty {
  const location = bucket.s3UrlForObject(table);
  return {
    name: table,
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      classification: 'parquet',
      'projection.enabled': 'true',
      // A query names its organization; there is no list of them here, and none is read by mistake.
      'projection.organization_id.type': 'injected',
      'projection.week.type': 'date',
      'projection.week.format': 'yyyy-MM-dd',
      'projection.week.range': `${FIRST_WEEK},NOW`,
      'projection.week.interval': '7',
      'projection.week.interval.unit': 'DAYS',
      'storage.location.template': `${location}/organization_id=\${organization_id}/week=\${week}`,
    },
    partitionKeys: glueColumns(folders),
    storageDescriptor: {
      columns: glueColumns(archivedTables[table]),
      location,
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    },
  };
}

/** As Athena's own CREATE VIEW writes one. */
function viewOf({ name, text, columns }: View, schema: string): CfnTable.TableInputProperty {
  const definition = {
    originalSql: text.trim(),
    catalog: 'awsdatacatalog',
    schema,
    columns: trinoColumns(columns),
  };
  const encoded = Buffer.from(JSON.stringify(definition)).toString('base64');
  return {
    name,
    tableType: 'VIRTUAL_VIEW',
    parameters: { presto_view: 'true', comment: 'Presto View' },
    storageDescriptor: { columns: glueColumns(columns), serdeInfo: {} },
    viewOriginalText: `/* Presto View: ${encoded} */`,
    viewExpandedText: '/* Presto View */',
  };
}

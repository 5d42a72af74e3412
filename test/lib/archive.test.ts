import { expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { archivedTables, fileKey, tableNames } from '../../shared/archive/columns-contract.ts';
import { views } from '../../shared/archive/views-contract.ts';
import { resourcesOf, templatesOf } from './synthesized.ts';

const { data, service } = await templatesOf('prod');

const column = z.object({ Name: z.string(), Type: z.string() });
const tables = resourcesOf(data, 'AWS::Glue::Table', {
  TableInput: z.object({
    Name: z.string(),
    TableType: z.string(),
    Parameters: z.record(z.string(), z.unknown()),
    PartitionKeys: z.array(column).optional(),
    ViewOriginalText: z.string().optional(),
    StorageDescriptor: z.object({ Columns: z.array(column) }),
  }),
}).map(([, { TableInput }]) => TableInput);

test('files are encrypted, kept in versions, open to nobody, and outlive the stack', () => {
  data.hasResource('AWS::S3::Bucket', {
    Properties: {
      BucketName: { 'Fn::Join': ['-', Match.arrayWith(['payback-prod-archive'])] },
      BucketEncryption: Match.anyValue(),
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 35 } }] },
    },
    DeletionPolicy: 'Retain',
  });
});

test('Athena knows every table and view, with folders that are where the function writes', () => {
  expect(tables.map(({ Name }) => Name).toSorted()).toEqual(
    [...tableNames, ...views.map(({ name }) => name)].toSorted(),
  );
  const template = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });
  for (const { Name, TableType, Parameters, PartitionKeys = [], StorageDescriptor } of tables) {
    if (TableType === 'VIRTUAL_VIEW') continue;
    const {
      'Fn::Join': [, parts],
    } = template.parse(Parameters['storage.location.template']);
    const folder = String(parts.at(-1)).replace('${organization_id}', 'o').replace('${week}', '2026-01-19');
    const table = z.enum(tableNames).parse(Name);
    expect(`${folder}/2026-01-20.parquet`).toBe(`/${fileKey(table, 'o', '2026-01-19', '2026-01-20')}`);
    expect(PartitionKeys.map((each) => each.Name)).toEqual(['organization_id', 'week']);
    expect(StorageDescriptor.Columns.map((each) => each.Name)).toEqual(Object.keys(archivedTables[table]));
    expect(Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.week.range': '2020-01-06,NOW',
      'projection.week.interval': '7',
    });
  }
  // A Monday, or no week would be found.
  expect(new Date('2020-01-06').getUTCDay()).toBe(1);
});

test('no amount is a float', () => {
  const money = tables.flatMap(({ StorageDescriptor }) => StorageDescriptor.Columns);
  const amounts = money.filter(({ Name }) => /cost|savings|units/.test(Name) && !/currency/.test(Name));
  expect(amounts.length).toBeGreaterThan(10);
  for (const { Name, Type } of amounts) {
    if (['cost_optimized', 'costed_successful', 'negative_savings'].includes(Name))
      expect(Type).toBe('bigint');
    else expect([Name, Type]).toEqual([Name, expect.stringMatching(/^decimal\(\d+,\d+\)$/)]);
  }
});

test('a view is the text that is tested, of the database of its stage', () => {
  for (const { name, text } of views) {
    const encoded = tables.find((table) => table.Name === name)?.ViewOriginalText ?? '';
    const [, base64 = ''] = /^\/\* Presto View: (\S+) \*\/$/.exec(encoded) ?? [];
    expect(JSON.parse(Buffer.from(base64, 'base64').toString())).toMatchObject({
      originalSql: text.trim(),
      schema: 'payback_prod_archive',
    });
  }
});

test('one function may read and write files, and none may delete them', () => {
  const statement = z.object({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown() });
  const policies = resourcesOf(service, 'AWS::IAM::Policy', {
    PolicyDocument: z.object({ Statement: z.array(statement) }),
  });
  const actions = policies.flatMap(([, { PolicyDocument }]) =>
    PolicyDocument.Statement.filter(({ Resource }) => /ArchiveBucket/.test(JSON.stringify(Resource))).map(
      ({ Action }) => Action,
    ),
  );
  expect(actions).toEqual([['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject']]);
});

test('a query ends at a terabyte', () => {
  data.hasResourceProperties('AWS::Athena::WorkGroup', {
    Name: 'payback-prod-archive',
    WorkGroupConfiguration: {
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 1_000_000_000_000,
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
    },
  });
});

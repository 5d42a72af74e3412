import { describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseStageFile, readStageFile } from '../../lib/stage/read-stage-file.ts';
import { stageFile } from '../../lib/stage/stage-file.ts';
import { stageSchema } from '../../lib/stage/stage-schema.ts';
import { stageSettings } from '../../lib/stage.ts';

const ACM = 'arn:aws:acm:eu-west-1:123456789012:certificate/0a1b';
const subnet = (zone: string, digit: number) => ({
  id: `subnet-0123456${digit}`,
  zone,
  routeTable: `rtb-0123456${digit}`,
});
const vpc = (...zones: string[]) => ({
  id: 'vpc-01234567',
  subnets: zones.map((zone, index) => subnet(zone, index)),
  endpoints: 'create',
});

describe('what is refused, by its name and with what is allowed', () => {
  test.each([
    [[], 'the file must be an object'],
    [{ databse: {} }, 'the file has no setting databse; there are $schema, protected, database,'],
    [{ protected: 'yes' }, 'protected must be true or false; it is "yes"'],
    [{ database: { reader: 1 } }, 'database has no setting reader; there are capacity, readers, proxy'],
    [{ database: { readers: 16 } }, 'database.readers must be a whole number from 0 to 15; it is 16'],
    [{ database: { readers: -1 } }, 'database.readers must be'],
    [{ database: { readers: 1.5 } }, 'database.readers must be'],
    [{ database: { storage: 'io1' } }, 'database.storage must be one of aurora, aurora-iopt1; it is "io1"'],
    [{ database: { backupDays: 0 } }, 'database.backupDays must be a whole number from 1 to 35'],
    [{ database: { backupDays: 36 } }, 'database.backupDays must be'],
    [
      { database: { capacity: { min: 0.3, max: 4 } } },
      'database.capacity.min must be a number from 0 to 256 in',
    ],
    [
      { database: { capacity: { min: 0, max: 0.5 } } },
      'database.capacity.max must be a number from 1 to 256',
    ],
    [{ database: { capacity: { min: 1, max: 256.5 } } }, 'database.capacity.max must be'],
    [
      { database: { capacity: { min: 4, max: 2 } } },
      'database.capacity.min must not be more than capacity.max',
    ],
    [{ database: { capacity: { max: 2 } } }, 'database.capacity.min must be'],
    [{ network: { secretsEndpointZones: 3 } }, 'network.secretsEndpointZones must be'],
    [
      { network: { vpc: { ...vpc('eu-west-1a', 'eu-west-1b'), id: 'x' } } },
      'network.vpc.id must be like vpc-',
    ],
    [{ network: { vpc: vpc('eu-west-1a') } }, 'network.vpc.subnets must have subnets of at least two zones'],
    [
      { network: { vpc: vpc('eu-west-1a', 'eu-west-1a') } },
      'network.vpc.subnets must have subnets of at least',
    ],
    [
      { network: { vpc: vpc('eu-west-1', 'eu-west-1b') } },
      'network.vpc.subnets.0.zone must be like eu-west-1a',
    ],
    [
      { domain: { dashboard: { name: 'https://x.example', certificateArn: ACM } } },
      'domain.dashboard.name must be like payback.example.com',
    ],
    [
      { domain: { dashboard: { name: 'x.example', certificateArn: ACM } } },
      'domain.dashboard.certificateArn must be like arn:aws:acm:us-east-1:',
    ],
    [{ domain: { api: { name: 'x.example' } } }, 'domain.api.certificateArn must be like arn:aws:acm:'],
    [{ domain: { minimumTls: 'TLSv1.2_2021' } }, 'domain.minimumTls needs domain.dashboard'],
    [{ domain: { minimumTls: 'TLSv1' } }, 'domain.minimumTls must be one of TLSv1.2_2021, '],
    [
      { firewall: { webAclArn: 'arn:aws:wafv2:eu-west-1:1:regional/webacl/x/1' } },
      'firewall.webAclArn must be like',
    ],
    [{ firewall: {} }, 'firewall.webAclArn must be like'],
    [{ alarms: { emails: ['nobody'] } }, 'alarms.emails.0 must be like on-call@example.com; it is "nobody"'],
    [{ alarms: { emails: 'a@b.example' } }, 'alarms.emails must be a list'],
    [{ alarms: { emails: ['a@b.example', 'a@b.example'] } }, 'alarms.emails must name each one once'],
    [{ alarms: { webhooks: ['http://x.example'] } }, 'alarms.webhooks.0 must be like https://'],
    [
      { producers: { roleArns: ['arn:aws:iam::1:role/x'] } },
      'producers.roleArns.0 must be like arn:aws:iam::',
    ],
    [{ producers: { roleArns: ['arn:aws:iam::123456789012:user/x'] } }, 'producers.roleArns.0 must be like'],
    [{ signIn: {} }, 'signIn.type must be an object whose type is saml or oidc'],
    [{ signIn: { type: 'saml', name: 'Example' } }, 'signIn.metadataUrl must be like https://'],
    [{ signIn: { type: 'saml', name: 'x', metadataUrl: 'https://x.example/m' } }, 'signIn.name must be like'],
    [{ ingest: { batchSize: 9 } }, 'ingest.batchSize must be a whole number from 10 to 10000; it is 9'],
    [{ ingest: { batchSize: 10_001 } }, 'ingest.batchSize must be'],
    [{ ingest: { windowSeconds: 0 } }, 'ingest.windowSeconds must be a whole number from 1 to 300'],
    [{ ingest: { concurrency: 1 } }, 'ingest.concurrency must be a whole number from 2 to 1000'],
    [{ ingest: { reserved: 0 } }, 'ingest.reserved must be a whole number from 2 to 1000, or null'],
    [{ limits: { requests: { person: 0 } } }, 'limits.requests.person must be'],
    [{ logDays: 8 }, 'logDays must be one of 1, 3, 5, 7,'],
    [{ auditLogDays: 365 }, 'auditLogDays must be a whole number from 366 to 36500'],
    [{ priceFeedUrl: 'https://example.com/prices.json' }, 'priceFeedUrl must be like https://bucket.s3.'],
  ])('%j', (settings, told) => {
    expect(() => parseStageFile(JSON.stringify(settings), 'stages/dev.json')).toThrow(told);
    expect(() => parseStageFile(JSON.stringify(settings), 'stages/dev.json')).toThrow(
      'stages/dev.json is not',
    );
  });

  test('all of them at once', () => {
    const wrong = '{"protected":1,"database":{"proxy":0}}';
    expect(() => parseStageFile(wrong, 'x.json')).toThrow(/protected must be.*\n.*database\.proxy must be/);
  });

  test('what is no JSON', () => {
    expect(() => parseStageFile('{', 'stages/dev.json')).toThrow('stages/dev.json is no JSON: ');
  });

  test('fewer calls kept free than may read the queue', () => {
    expect(() => stageSettings('prod', { ingest: { concurrency: 9 } })).toThrow(
      'Stage prod: ingest.reserved must be at least ingest.concurrency, 9, or null; it is 8.',
    );
    expect(stageSettings('prod', { ingest: { concurrency: 9, reserved: 9 } }).ingest.reserved).toBe(9);
  });
});

describe('a file', () => {
  test('changes what it names, and leaves the rest as it comes', () => {
    const base = stageSettings('prod');
    const set = stageSettings('prod', {
      database: { capacity: { min: 0.5, max: 256 }, backupDays: 7 },
      limits: { requests: { person: 5 } },
      ingest: { reserved: null },
      logDays: 30,
      auditLogDays: 3_660,
    });
    expect(set.database).toEqual({
      ...base.database,
      capacity: { min: 0.5, max: 256 },
      backupRetention: expect.anything(),
    });
    expect(set.database.backupRetention.toDays()).toBe(7);
    expect(set.limits).toEqual({ ...base.limits, requests: { ...base.limits.requests, person: 5 } });
    expect(set.ingest).toEqual({ ...base.ingest, reserved: null });
    expect([set.logRetention, set.auditLogRetention.toDays()]).toEqual([30, 3_660]);
    expect({ ...set, ...base }).toEqual(base);
  });

  test('of this repository sets nothing, so that an upgrade brings what is new', async () => {
    for (const stage of ['dev', 'prod'] as const) {
      expect(readStageFile(stage)).toEqual({ $schema: '../docs/stage.schema.json' });
      expect(stageSettings(stage, readStageFile(stage))).toEqual(stageSettings(stage));
    }
  });

  test('may be in a folder of its own, where it has to be', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'payback-stages-'));
    try {
      await writeFile(path.join(folder, 'dev.json'), '{"tracing":false}');
      expect(readStageFile('dev', folder)).toEqual({ tracing: false });
      expect(() => readStageFile('prod', folder)).toThrow('prod.json is missing');
      expect(() => readStageFile('prod', 3)).toThrow('Context "stages" must be the path of a folder.');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('every setting has a row in the document for who deploys', async () => {
  const text = await readFile(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
  const documented = new Set(
    [...text.matchAll(/^\| (`.+?) +\|/gm)].flatMap(([, cell]) => cell?.match(/[\w.]+/g) ?? []),
  );
  for (const name of Object.keys(stageFile.shape)) {
    if (name !== '$schema') expect([...documented].some((row) => row?.split('.')[0] === name)).toBe(true);
  }
});

test('the schema for editors is the one of the settings', async () => {
  const text = await readFile(new URL('../../docs/stage.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(stageSchema())));
});

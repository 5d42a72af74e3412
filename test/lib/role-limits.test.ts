import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { limitRoles } from '../support/role-limits.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { ref, resourcesOf, templatesOf } from './synthesized.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await limitRoles(database);
});
afterAll(() => database.drop());

const limitsSchema = z.object({
  lock_timeout: z.number().positive(),
  idle_in_transaction_session_timeout: z.number().positive(),
  transaction_timeout: z.number().positive(),
  client_connection_check_interval: z.number().positive(),
});

/** From the catalog, in seconds: what each role that may log in has in this database; {} for one that has nothing. */
async function limitsOfRoles() {
  const { rows } = await database.admin.query(
    `select r.rolname as role, coalesce((
       select jsonb_object_agg(split_part(c, '=', 1), extract(epoch from split_part(c, '=', 2)::interval))
       from unnest(s.setconfig) as c), '{}') as limits
     from pg_roles r left join pg_db_role_setting s
       on s.setrole = r.oid and s.setdatabase = (select oid from pg_database where datname = current_database())
     where r.rolcanlogin and not r.rolsuper`,
  );
  const parsed = z.array(z.object({ role: z.string(), limits: limitsSchema })).parse(rows);
  return new Map(parsed.map(({ role, limits }) => [role, limits]));
}

/** The roles that functions log in as, with the seconds that the slowest function of each may take. */
async function timeoutsOfRoles() {
  const { data, service } = await templatesOf('prod');
  const exported = z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .parse(data.findOutputs('*'));
  const secrets = new Map(
    resourcesOf(data, 'AWS::SecretsManager::Secret', {
      GenerateSecretString: z.object({ SecretStringTemplate: z.string().optional() }).optional(),
    }).map(([id, { GenerateSecretString: generated }]) => [id, generated?.SecretStringTemplate ?? '{}']),
  );
  const attachments = new Map(
    resourcesOf(data, 'AWS::SecretsManager::SecretTargetAttachment', { SecretId: ref }).map(
      ([id, { SecretId }]) => [id, SecretId.Ref],
    ),
  );
  const roleOf = (name: string) => {
    const output = Object.values(exported).find((each) => each.Export?.Name === name);
    const { Ref: attachment } = ref.parse(output?.Value);
    const template = secrets.get(attachments.get(attachment) ?? attachment) ?? '{}';
    return z.object({ username: z.string() }).parse(JSON.parse(template)).username;
  };
  const timeouts = new Map<string, number>();
  for (const [, { Timeout, Environment }] of resourcesOf(service, 'AWS::Lambda::Function', {
    Timeout: z.number().optional(),
    Environment: z
      .object({
        Variables: z.object({ DATABASE_SECRET_ARN: z.object({ 'Fn::ImportValue': z.string() }).optional() }),
      })
      .optional(),
  })) {
    const secret = Environment?.Variables.DATABASE_SECRET_ARN?.['Fn::ImportValue'];
    if (secret === undefined) continue;
    const role = roleOf(secret);
    timeouts.set(role, Math.max(timeouts.get(role) ?? 0, Timeout ?? 3));
  }
  return timeouts;
}

test('every role that may log in has limits of its own, which fit each other and its functions', async () => {
  const limits = await limitsOfRoles();
  const timeouts = await timeoutsOfRoles();
  expect([...timeouts.keys()].toSorted()).toEqual([...limits.keys()].toSorted());
  for (const [role, seconds] of timeouts) {
    const of = limitsSchema.parse(limits.get(role));
    const isWithin = of.transaction_timeout <= seconds && of.transaction_timeout > seconds - 5;
    expect({ role, isWithin }).toEqual({ role, isWithin: true });
    expect(of.idle_in_transaction_session_timeout).toBeLessThanOrEqual(role === 'payback_admin' ? 60 : 12);
    expect(of.lock_timeout).toBeLessThan(of.transaction_timeout);
    expect(of.client_connection_check_interval).toBe(1);
  }
});

test('who locks what prices go by lets go before ingest has waited too long', async () => {
  const limits = await limitsOfRoles();
  const ingest = limits.get('payback_ingest')?.lock_timeout ?? 0;
  for (const [role, { lock_timeout: lock, idle_in_transaction_session_timeout: idle }] of limits) {
    if (role === 'payback_ingest') continue;
    expect({ role, lock: lock < ingest }).toEqual({ role, lock: true });
    // The administrator changes no prices.
    if (role !== 'payback_admin') expect({ role, idle: idle < ingest }).toEqual({ role, idle: true });
  }
  // The statement that waits has 20 s.
  expect(ingest).toBeLessThan(20);
  expect(limits.get('payback_api')?.lock_timeout).toBeLessThan(5);
});

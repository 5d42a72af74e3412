import { randomUUID } from 'node:crypto';
import { ingest, type IngestResult } from '../../lambdas/ingest/ingest.ts';
import { allowedSenders } from '../../lambdas/ingest/senders/allowed-senders.ts';
import { knownOrganizations } from '../../lambdas/ingest/known-organizations.ts';
import { keyedHashes } from '../../shared/users/keyed-hashes.ts';
import { SENDER } from './messages.ts';
import type { TestDatabase } from './test-database.ts';

const hashes = keyedHashes('test-secret');
/** What `store` keeps of external ids. */
export const testHashes = () => Promise.resolve(hashes);

/** The data of one message, each field of it with a default. */
export type ExecutionFields = Readonly<Record<string, unknown>> & { readonly id?: string };

/** Sends executions through the real ingest, as of `now`. Throws unless all of them are stored. */
export async function store(
  database: TestDatabase,
  organizationId: string,
  executions: readonly ExecutionFields[],
  now = '2026-01-26T10:00:00Z',
  sender = SENDER,
): Promise<IngestResult> {
  const messages = executions.map(({ id = randomUUID(), ...fields }) => ({
    messageId: randomUUID(),
    attributes: { SenderId: sender },
    body: JSON.stringify({
      specversion: '1.0',
      id,
      source: '/test',
      type: 'payback.execution.completed.v1',
      data: {
        organization_id: organizationId,
        user_id: 'user-1',
        task_id: 'task-1',
        provider: 'fast',
        task_type: 'code_generation',
        start_time: '2026-01-20T10:00:00Z',
        end_time: fields['start_time'] ?? '2026-01-20T10:00:00Z',
        success: true,
        tokens_used: 1000,
        ...fields,
      },
    }),
  }));
  let failure: unknown;
  const clock = () => Date.parse(now);
  const result = await ingest(messages, {
    database: database.ingest,
    organizationsOf: knownOrganizations(database.ingest, clock),
    allowedSenders: allowedSenders(database.ingest, clock),
    hashes: await testHashes(),
    now: clock,
    onFailure: (error) => {
      failure = error;
    },
  });
  if (result.stored !== executions.length) {
    const { rows } = await database.admin.query(
      'select detail from ingest_rejections order by id desc limit 1',
    );
    throw new Error(`${JSON.stringify(result)} ${JSON.stringify(rows)}`, { cause: failure });
  }
  return result;
}

export interface OrganizationOptions {
  readonly name?: string;
  readonly timeZone?: string;
  /** Null: an organization without any. */
  readonly baseline?: string | null;
  readonly members?: Readonly<Record<string, 'viewer' | 'admin'>>;
}

/** An organization as an operator leaves it, with `alice` as its viewer unless told otherwise. */
export async function createOrganization(
  database: TestDatabase,
  options: OrganizationOptions = {},
): Promise<string> {
  const id = randomUUID();
  const { name = 'Initech', timeZone = 'UTC', baseline = 'slow', members = { alice: 'viewer' } } = options;
  await database.admin.query(
    'insert into organizations (id, name, time_zone, retention_days) values ($1, $2, $3, 1095)',
    [id, name, timeZone],
  );
  if (baseline !== null) {
    await database.admin.query(
      `insert into organization_baselines (organization_id, provider, effective_date, created_by)
       values ($1, $2, '-infinity', 'test')`,
      [id, baseline],
    );
  }
  for (const [subject, role] of Object.entries(members)) {
    await database.admin.query(
      "insert into memberships (organization_id, subject, role, created_by) values ($1, $2, $3, 'test')",
      [id, subject, role],
    );
  }
  return id;
}

export interface PriceFields {
  readonly provider: string;
  readonly costPerUnit: string;
  readonly pricingModel?: string;
  readonly organizationId?: string;
  readonly from?: string;
}

/** A price in force from 2000 on. @returns its id */
export async function createPrice(database: TestDatabase, price: PriceFields): Promise<string> {
  const id = randomUUID();
  const { provider, costPerUnit, pricingModel = 'per_token', organizationId, from = '2000-01-01' } = price;
  await database.admin.query(
    `insert into provider_pricing
       (id, organization_id, provider, pricing_model, cost_per_unit, effective_date, source, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, 'test')`,
    [
      id,
      organizationId ?? null,
      provider,
      pricingModel,
      costPerUnit,
      from,
      organizationId ? 'contract' : 'manual_entry',
    ],
  );
  return id;
}

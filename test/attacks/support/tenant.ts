import { randomUUID } from 'node:crypto';
import { createBaseline } from '../../../lambdas/organizations/baselines/contract.ts';
import { putProducer, putSharedProducer } from '../../../lambdas/organizations/producers/contract.ts';
import { putMember } from '../../../lambdas/organizations/contract.ts';
import { createVoid } from '../../../lambdas/organizations/voids/contract.ts';
import { createPriceFactor } from '../../../lambdas/pricing/factors/contract.ts';
import { createPrice } from '../../../lambdas/pricing/prices/contract.ts';
import { recalculate } from '../../../shared/recalculation/recalculate.ts';
import type { Api } from '../../support/api.ts';
import { createTestKey } from '../../support/api-keys.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import type { TestDatabase } from '../../support/test-database.ts';

/** An organization that has one of everything; each text of it contains its name, each id is its own. */
export interface Tenant {
  readonly name: string;
  readonly organizationId: string;
  /** Subjects. */
  readonly admin: string;
  readonly viewer: string;
  /** Of a producer of it that an operator has also registered for all. */
  readonly principal: string;
  /** Ids of what belongs to it, by what they are of. */
  readonly ids: Readonly<Record<IdKind, string>>;
  /** API keys, by what they are for. */
  readonly keys: { readonly read: string; readonly write: string };
}

export const ID_KINDS = [
  'execution',
  'baseline',
  'price',
  'factor',
  'recalculation',
  'anomaly',
  'void',
  'apiKey',
  'erasure',
] as const;
type IdKind = (typeof ID_KINDS)[number];

export async function createTenant(database: TestDatabase, api: Api, name: string): Promise<Tenant> {
  const admin = `${name}-admin`;
  const viewer = `${name}-viewer`;
  const organizationId = await createOrganization(database, {
    name,
    baseline: `${name}-baseline`,
    members: { [admin]: 'admin', [viewer]: 'viewer' },
  });
  const contract = {
    organization_id: organizationId,
    provider: `${name}-provider`,
    source: 'contract',
    effective_date: '2026-01-01',
    notes: `${name} has agreed on it`,
  } as const;
  const by = { subject: admin };
  const price = await api.result(createPrice, {
    ...by,
    body: { ...contract, pricing_model: 'per_token', cost_per_unit: '0.001' },
  });
  await api.result(createPrice, {
    ...by,
    body: { ...contract, provider: `${name}-baseline`, pricing_model: 'per_token', cost_per_unit: '0.0001' },
  });
  const factor = await api.result(createPriceFactor, {
    ...by,
    body: { ...contract, dimension: 'service_tier', value: `${name}-tier`, factor: '0.5' },
  });
  const baseline = await api.result(createBaseline, {
    ...by,
    path: { id: organizationId },
    body: {
      rule: 'task_type',
      task_type: `${name}-rule`,
      provider: `${name}-baseline`,
      effective_date: '2026-01-02',
    },
  });
  const keyOf = (scope: 'read' | 'write') => createTestKey(api, organizationId, admin, [scope]);
  const [read, write] = [await keyOf('read'), await keyOf('write')];
  await api.result(putMember, {
    ...by,
    path: { id: organizationId, subject: admin },
    body: { role: 'admin', user_id: `${name}-user` },
  });
  const [execution, mistake] = [randomUUID(), randomUUID()];
  await store(database, organizationId, [
    {
      id: execution,
      provider: `${name}-provider`,
      model: `${name}-model`,
      user_id: `${name}-user`,
      task_id: `${name}-task`,
      task_type: `${name}-type`,
      labels: { team: `${name}-team` },
      routing_decision: { chosen_provider: `${name}-provider`, routing_strategy: `${name}-strategy` },
    },
    { id: mistake, provider: `${name}-provider`, user_id: `${name}-user`, task_id: `${name}-task` },
  ]);
  const voided = await api.result(createVoid, {
    ...by,
    body: { organization_id: organizationId, ids: [mistake], reason: `${name} was wrong` },
  });
  await recalculate(database.pricing, { timeIsUp: () => false });
  const principal = `AROA${randomUUID().replaceAll('-', '').slice(0, 17).toUpperCase()}`;
  const producer = { path: { id: organizationId, principal }, body: { name: `${name}-router` } };
  await api.result(putProducer, { ...by, ...producer });
  await api.result(putSharedProducer, { subject: 'olga', operator: true, path: { principal }, body: {} });
  const { rows } = await database.admin.query(
    'select id from execution_flags where organization_id = $1 order by kind limit 1',
    [organizationId],
  );
  const { rows: erasures } = await database.admin.query(
    'insert into erasures (organization_id, requested_by, requested_at) values ($1, $2, now()) returning id',
    [organizationId, admin],
  );
  const ids = {
    execution,
    baseline: baseline.id,
    price: price.id,
    factor: factor.id,
    recalculation: price.recalculation_id ?? '',
    anomaly: String(rows[0]?.id),
    void: voided.id,
    apiKey: read.id,
    erasure: String(erasures[0]?.id),
  };
  return { name, organizationId, admin, viewer, principal, ids, keys: { read: read.key, write: write.key } };
}

import type { TestRequest } from '../../support/http-event.ts';
import type { Tenant } from './tenant.ts';

/** Who asks, in this order: nobody, a member of another organization, a viewer, an admin, an operator who is no member. */
export const ROLES = ['nobody', 'outsider', 'viewer', 'admin', 'operator'] as const;
export type Role = (typeof ROLES)[number];

export interface Specimen {
  /** A valid request about what the tenant has. */
  readonly request: (tenant: Tenant) => Pick<TestRequest, 'path' | 'query' | 'body'>;
  /** The status that each role gets for it. */
  readonly statuses: readonly [
    nobody: number,
    outsider: number,
    viewer: number,
    admin: number,
    operator: number,
  ];
}

const inQuery = ({ organizationId }: Tenant) => ({ query: { organization_id: organizationId } });
const days = { start_date: '2026-01-01', end_date: '2026-01-26' };

/** Figures and single executions: members only, whatever else they are. */
const forMembers = [401, 404, 200, 200, 404] as const;
/** What everybody who has signed in may read: list prices are no secret. */
const forEverybody = [401, 200, 200, 200, 200] as const;
/** Of an organization's settings and contracts; operators help with those. */
const forMembersAndOperators = [401, 404, 200, 200, 200] as const;
const changes = (status: number) => [401, 404, 403, status, status] as const;
const byOperators = (status: number) => [401, 403, 403, 403, status] as const;

const figures = {
  request: (tenant: Tenant) => ({ query: { ...inQuery(tenant).query, ...days } }),
  statuses: forMembers,
};

const newPrice = {
  provider: 'acme',
  pricing_model: 'per_token',
  cost_per_unit: '0.001',
  effective_date: '2026-01-01',
  source: 'manual_entry',
};
const newFactor = {
  provider: 'acme',
  dimension: 'service_tier',
  value: 'batch',
  factor: '0.5',
  effective_date: '2026-01-01',
  source: 'manual_entry',
};

/** One request for each operation of the API, by its name, and another where it does something else for a contract. */
export const specimens: Readonly<Record<string, Specimen>> = {
  getSavingsSummary: figures,
  getCostsByProvider: figures,
  getTaskPerformance: figures,
  getUsageMetrics: figures,
  getCoverage: figures,
  getRoutingQuality: figures,
  getWhatIf: {
    request: (tenant) => ({
      query: { ...inQuery(tenant).query, ...days, provider: `${tenant.name}-baseline` },
    }),
    statuses: forMembers,
  },
  getDataExtent: { request: inQuery, statuses: forMembers },
  listExecutions: figures,
  explainExecution: {
    request: (tenant) => ({ path: { id: tenant.ids.execution }, ...inQuery(tenant) }),
    statuses: forMembers,
  },
  // Operators see the rejections of no organization, and those of one only as a member of it.
  listRejections: { request: inQuery, statuses: forMembers },
  exportExecutions: figures,
  getExecutiveSummary: {
    request: (tenant) => ({ query: { ...inQuery(tenant).query, format: 'json' } }),
    statuses: forMembers,
  },
  listAuditLog: { request: inQuery, statuses: changes(200) },
  // Without an organization it is that of none: an operator's.
  'listAuditLog of no organization': { request: () => ({}), statuses: byOperators(200) },
  listRefusedAccess: { request: inQuery, statuses: changes(200) },
  'listRefusedAccess of no organization': { request: () => ({}), statuses: byOperators(200) },
  exportUserData: {
    request: (tenant) => ({ query: { ...inQuery(tenant).query, user_id: `${tenant.name}-user` } }),
    statuses: [401, 404, 403, 200, 404],
  },
  eraseUserData: {
    request: (tenant) => ({ query: { ...inQuery(tenant).query, user_id: `${tenant.name}-user` } }),
    statuses: [401, 404, 403, 202, 404],
  },
  listErasures: { request: inQuery, statuses: forMembers },
  getErasure: {
    request: ({ ids }) => ({ path: { id: ids.erasure } }),
    statuses: [401, 404, 404, 200, 404],
  },
  'exportUserData of the caller': { request: inQuery, statuses: [401, 404, 409, 200, 404] },
  listAnomalies: { request: inQuery, statuses: forMembers },
  reviewAnomaly: {
    request: (tenant) => ({
      path: { id: tenant.ids.anomaly },
      body: { organization_id: tenant.organizationId, status: 'reviewed', note: 'looked at' },
    }),
    statuses: [401, 404, 403, 200, 404],
  },
  createLiveTicket: {
    request: ({ organizationId }) => ({ body: { organization_id: organizationId } }),
    statuses: [401, 404, 201, 201, 404],
  },
  createOrganization: {
    request: ({ name }) => ({ body: { name: `${name} two`, baseline: { provider: 'acme' } } }),
    statuses: byOperators(201),
  },
  listOrganizations: { request: () => ({}), statuses: forEverybody },
  getOrganization: {
    request: ({ organizationId }) => ({ path: { id: organizationId } }),
    statuses: forMembersAndOperators,
  },
  updateOrganization: {
    request: ({ organizationId }) => ({ path: { id: organizationId }, body: { review_threshold: '2.00' } }),
    statuses: changes(200),
  },
  getRetention: {
    request: ({ organizationId }) => ({ path: { id: organizationId }, query: { retention_days: '30' } }),
    statuses: forMembersAndOperators,
  },
  listBaselines: {
    request: ({ organizationId }) => ({ path: { id: organizationId } }),
    statuses: forMembersAndOperators,
  },
  createBaseline: {
    request: ({ organizationId }) => ({
      path: { id: organizationId },
      body: { rule: 'label', label: { key: 'team', value: 'search' }, provider: 'acme' },
    }),
    statuses: changes(201),
  },
  endBaseline: {
    request: ({ organizationId, ids }) => ({
      path: { id: organizationId, baseline_id: ids.baseline },
      body: { end_date: '2026-01-03' },
    }),
    statuses: changes(200),
  },
  listMembers: {
    request: ({ organizationId }) => ({ path: { id: organizationId } }),
    statuses: forMembersAndOperators,
  },
  putMember: {
    request: ({ organizationId, name }) => ({
      path: { id: organizationId, subject: `${name}-new` },
      body: { role: 'viewer' },
    }),
    statuses: changes(200),
  },
  deleteMember: {
    request: ({ organizationId, viewer }) => ({ path: { id: organizationId, subject: viewer } }),
    statuses: changes(204),
  },
  listApiKeys: {
    request: ({ organizationId }) => ({ path: { id: organizationId } }),
    statuses: changes(200),
  },
  createApiKey: {
    request: ({ organizationId }) => ({
      path: { id: organizationId },
      body: { name: 'export', scopes: ['read'] },
    }),
    statuses: changes(201),
  },
  revokeApiKey: {
    request: ({ organizationId, ids }) => ({ path: { id: organizationId, key_id: ids.apiKey } }),
    statuses: changes(204),
  },
  listProducers: {
    request: ({ organizationId }) => ({ path: { id: organizationId } }),
    statuses: forMembersAndOperators,
  },
  putProducer: {
    request: ({ organizationId }) => ({
      path: { id: organizationId, principal: 'AROAANOTHERSENDER0001' },
      body: { name: 'a router' },
    }),
    statuses: changes(200),
  },
  deleteProducer: {
    request: ({ organizationId, principal }) => ({ path: { id: organizationId, principal } }),
    statuses: changes(204),
  },
  listSharedProducers: { request: () => ({}), statuses: byOperators(200) },
  getSharedProducer: { request: ({ principal }) => ({ path: { principal } }), statuses: byOperators(200) },
  putSharedProducer: {
    request: () => ({ path: { principal: 'AROAANOTHERSENDER0001' }, body: {} }),
    statuses: byOperators(200),
  },
  deleteSharedProducer: {
    request: ({ principal }) => ({ path: { principal } }),
    statuses: byOperators(204),
  },
  createVoid: {
    request: ({ organizationId, ids }) => ({
      body: { organization_id: organizationId, ids: [ids.execution], reason: 'wrong' },
    }),
    statuses: [401, 404, 403, 201, 404],
  },
  listVoids: { request: inQuery, statuses: forMembers },
  getVoid: {
    request: (tenant) => ({ path: { id: tenant.ids.void }, ...inQuery(tenant) }),
    statuses: forMembers,
  },
  restoreVoid: {
    request: ({ organizationId, ids }) => ({
      path: { id: ids.void },
      body: { organization_id: organizationId },
    }),
    statuses: [401, 404, 403, 201, 404],
  },
  createPrice: { request: () => ({ body: newPrice }), statuses: byOperators(201) },
  'createPrice of a contract': {
    request: ({ organizationId }) => ({
      body: { ...newPrice, organization_id: organizationId, source: 'contract' },
    }),
    statuses: changes(201),
  },
  listPrices: { request: () => ({}), statuses: forEverybody },
  'listPrices of a contract': { request: inQuery, statuses: forMembersAndOperators },
  priceHistory: { request: () => ({ query: { provider: 'acme' } }), statuses: forEverybody },
  'priceHistory of a contract': {
    request: (tenant) => ({ query: { ...inQuery(tenant).query, provider: `${tenant.name}-provider` } }),
    statuses: forMembersAndOperators,
  },
  listPriceChanges: { request: () => ({}), statuses: forEverybody },
  'listPriceChanges of a contract': { request: inQuery, statuses: forMembersAndOperators },
  listPriceDisputes: { request: () => ({}), statuses: forEverybody },
  listPriceSources: { request: () => ({}), statuses: forEverybody },
  setPriceSource: {
    request: () => ({ body: { provider: 'acme', price_source: null } }),
    statuses: byOperators(200),
  },
  getPrice: { request: ({ ids }) => ({ path: { id: ids.price } }), statuses: forMembersAndOperators },
  correctPrice: {
    request: ({ ids }) => ({ path: { id: ids.price }, body: { cost_per_unit: '0.002', reason: 'wrong' } }),
    statuses: changes(201),
  },
  listPriceFactors: { request: () => ({}), statuses: forEverybody },
  'listPriceFactors of a contract': { request: inQuery, statuses: forMembersAndOperators },
  createPriceFactor: { request: () => ({ body: newFactor }), statuses: byOperators(201) },
  'createPriceFactor of a contract': {
    request: ({ organizationId }) => ({
      body: { ...newFactor, organization_id: organizationId, source: 'contract' },
    }),
    statuses: changes(201),
  },
  correctPriceFactor: {
    request: ({ ids }) => ({ path: { id: ids.factor }, body: { factor: '0.6', reason: 'wrong' } }),
    statuses: changes(201),
  },
  // Without an organization they are those of all: an operator's.
  listRecalculations: { request: () => ({}), statuses: [401, 400, 400, 400, 200] },
  'listRecalculations of a contract': { request: inQuery, statuses: forMembersAndOperators },
  getRecalculation: {
    request: (tenant) => ({ path: { id: tenant.ids.recalculation }, ...inQuery(tenant) }),
    statuses: forMembersAndOperators,
  },
  getHealth: { request: () => ({}), statuses: [200, 200, 200, 200, 200] },
  getOpenApi: { request: () => ({}), statuses: [200, 200, 200, 200, 200] },
};

/** What a key may not do, whatever its scopes. */
export const inPerson: ReadonlySet<string> = new Set([
  'putMember',
  'deleteMember',
  'putProducer',
  'deleteProducer',
  'listApiKeys',
  'createApiKey',
  'revokeApiKey',
  'listAuditLog',
  'listRefusedAccess',
  'createLiveTicket',
  'exportUserData',
  'eraseUserData',
  'getErasure',
  'listErasures',
]);

/** The operation that a specimen is of. */
export const operationOf = (name: string): string => name.split(' ')[0] ?? name;

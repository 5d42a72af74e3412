import type { listPriceFactors } from '../../../../../lambdas/pricing/factors/contract.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { mayManage, type Organization } from '../../../shared/organization/organization-context.ts';

export type Factor = ResultOf<typeof listPriceFactors>['factors'][number];

export const dimensions: Readonly<Record<Factor['dimension'], string>> = {
  service_tier: 'Service tier',
  speed: 'Speed',
  inference_geo: 'Place of inference',
};

/** Whose prices it multiplies. */
export const scopeOf = ({ provider, model, organization_id: holder }: Factor): string =>
  `${readable(provider)} ${model ?? '(any model)'}${holder === null ? '' : ', contract'}`;

/** What of a task it is for. */
export const conditionOf = ({ dimension, value }: Factor): string => `${dimensions[dimension]} ${value}`;

/**
 * Admins change those of their contracts; operators, who are no members, also those of list prices. What is superseded
 * stays as it is.
 */
export const mayChange = (organization: Organization, factor: Factor): boolean =>
  factor.superseded_at === null &&
  (factor.organization_id === null ? organization.role === null : mayManage(organization));

/** Without zeros at its end. */
export const trimmed = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;

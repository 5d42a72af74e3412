import type { updateOrganization } from '../../../../lambdas/organizations/contract.ts';
import type { RequestOf } from '../../shared/api/operation.ts';
import type { Organization } from '../../shared/organization/organization-context.ts';

/** What is typed into the form; a field that was not touched is missing, and shows what is stored. */
export type GeneralDraft = Readonly<
  Partial<Record<'name' | 'time_zone' | 'retention_days' | 'review_threshold', string>>
>;

type Changes = NonNullable<RequestOf<typeof updateOrganization>['body']>;

/** An exact decimal without needless zeros: at least two decimals, as dollars are read. */
export function dollarsText(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.trim().split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

/** What the form shows. */
export function shownIn(
  draft: GeneralDraft,
  organization: Pick<Organization, 'name' | 'time_zone' | 'retention_days' | 'review_threshold'>,
): Required<GeneralDraft> {
  return {
    name: organization.name,
    time_zone: organization.time_zone,
    retention_days: String(organization.retention_days),
    review_threshold: dollarsText(organization.review_threshold),
    ...draft,
  };
}

/** What of a draft differs from what is stored, as the API takes it; undefined: nothing does. */
export function changesOf(
  draft: GeneralDraft,
  organization: Parameters<typeof shownIn>[1],
): Changes | undefined {
  const { name, time_zone, retention_days, review_threshold } = shownIn(draft, organization);
  const stored = shownIn({}, organization);
  const changes: Changes = {
    ...(name.trim() === stored.name ? {} : { name: name.trim() }),
    ...(time_zone.trim() === stored.time_zone ? {} : { time_zone: time_zone.trim() }),
    ...(retention_days === stored.retention_days ? {} : { retention_days: Number(retention_days) }),
    ...(dollarsText(review_threshold) === stored.review_threshold
      ? {}
      : { review_threshold: review_threshold.trim() }),
  };
  return Object.keys(changes).length === 0 ? undefined : changes;
}

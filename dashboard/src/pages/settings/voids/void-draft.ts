import type { createVoid } from '../../../../../lambdas/organizations/voids/contract.ts';
import { firstInstantOf } from '../../../shared/format/first-instant.ts';
import type { RequestOf } from '../../../shared/api/operation.ts';

type Body = NonNullable<RequestOf<typeof createVoid>['body']>;

export const choices = [
  { value: 'producer', label: 'All that a producer has sent' },
  { value: 'ids', label: 'Single tasks, by id' },
  { value: 'import_id', label: 'All of an import' },
] as const;

/** What is typed into the dialog. */
export interface VoidDraft {
  readonly choice: (typeof choices)[number]['value'];
  readonly chosen: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export const emptyDraft: VoidDraft = { choice: 'producer', chosen: '', from: '', to: '', reason: '' };

/** The ids that are typed, whatever they are. */
export const idsOf = ({ chosen }: VoidDraft): string[] => chosen.trim().split(/[\s,]+/);

/** The request for what is typed: days are the organization's. */
export function bodyOf(
  draft: VoidDraft,
  { id: organizationId, time_zone: timeZone }: { readonly id: string; readonly time_zone: string },
  isDryRun: boolean,
): Body {
  const { choice, from, to, reason } = draft;
  const chosen = draft.chosen.trim();
  return {
    organization_id: organizationId,
    ...(choice === 'ids' ? { ids: idsOf(draft) } : { [choice]: chosen }),
    ...(from === '' ? {} : { received_from: firstInstantOf(from, timeZone) }),
    ...(to === '' ? {} : { received_to: firstInstantOf(to, timeZone) }),
    reason: reason.trim(),
    dry_run: isDryRun,
  };
}

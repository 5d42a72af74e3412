import { useState } from 'react';
import type { updateOrganization } from '../../../../lambdas/organizations/contract.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { formStyles, TextField } from '../../shared/ui/field.tsx';
import { Notice, ProblemNotice } from '../../shared/ui/notice.tsx';
import { RetentionNotice } from './retention-notice.tsx';
import { changesOf, shownIn, type GeneralDraft } from './general-draft.ts';
import { TimeZoneField } from './time-zone-field.tsx';

/** What an admin can change about the organization itself. */
export function GeneralForm() {
  const organization = useOrganization();
  const update = useWrite<typeof updateOrganization>('PATCH /api/v1/organizations/{id}');
  const [draft, setDraft] = useState<GeneralDraft>({});
  const shown = shownIn(draft, organization);
  const changes = changesOf(draft, organization);
  const set = (field: keyof GeneralDraft) => (value: string) => {
    if (!update.isPending) update.reset();
    setDraft((before) => ({ ...before, [field]: value }));
  };
  const problem = update.error instanceof ApiProblem ? update.error : undefined;
  const errorOf = (field: keyof GeneralDraft) => problem?.fieldError(field);
  const isNamed = (problem?.details.errors ?? []).some(({ field = '' }) => field in shown);
  const days = Number(shown.retention_days);
  const keepsFewer = Number.isInteger(days) && days > 0 && days < organization.retention_days;
  return (
    <Card title="Organization">
      <form
        className={formStyles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!changes) return;
          update.mutate({ path: { id: organization.id }, body: changes }, { onSuccess: () => setDraft({}) });
        }}
      >
        <div className={formStyles.row}>
          <TextField
            label="Name"
            required
            maxLength={200}
            value={shown.name}
            onChange={set('name')}
            error={errorOf('name')}
          />
          <TimeZoneField value={shown.time_zone} onChange={set('time_zone')} error={errorOf('time_zone')} />
        </div>
        <div className={formStyles.row}>
          <TextField
            label="Retention, in days"
            type="number"
            required
            min={1}
            max={1095}
            hint="How long single tasks are kept, 1 to 1,095 days before today; older ones are deleted every night. Totals of each day are kept for good."
            value={shown.retention_days}
            onChange={set('retention_days')}
            error={errorOf('retention_days')}
          />
          <TextField
            label="Review threshold, in dollars"
            inputMode="decimal"
            required
            hint="A task that costs more is added to the review queue. Applies to tasks received from now on."
            value={shown.review_threshold}
            onChange={set('review_threshold')}
            error={errorOf('review_threshold')}
          />
        </div>
        {keepsFewer && <RetentionNotice days={days} />}
        {update.error && !isNamed && <ProblemNotice error={update.error} />}
        {update.isSuccess && !changes && <Notice kind="success">Saved.</Notice>}
        <div className={formStyles.buttons}>
          {changes && (
            <Button disabled={update.isPending} onClick={() => setDraft({})}>
              Discard
            </Button>
          )}
          <Button type="submit" kind="primary" disabled={!changes || update.isPending}>
            {update.isPending ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </form>
    </Card>
  );
}

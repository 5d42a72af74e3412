import { useState } from 'react';
import type { listBaselines } from '../../../../../lambdas/organizations/baselines/contract.ts';
import { useReadPages } from '../../../shared/api/use-read-pages.ts';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { More } from '../../../shared/ui/more.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import styles from '../settings.module.css';
import { EndRuleDialog } from './end-rule-dialog.tsx';
import { ruleColumns } from './rule-columns.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import type { Version } from '../../../shared/pricing/rule-names.ts';

/** Baselines other than the one of the whole organization: the first rule that exists for a task applies. */
export function RulesCard() {
  const organization = useOrganization();
  const [isOpen, setIsOpen] = useState(false);
  const [ending, setEnding] = useState<Version>();
  const pages = useReadPages<typeof listBaselines>(
    'GET /api/v1/organizations/{id}/baselines',
    (cursor) => ({ path: { id: organization.id }, query: { cursor } }),
    ({ next_cursor: next }) => next,
  );
  const mayEdit = mayManage(organization);
  const rules = pages.data?.pages
    .flatMap(({ baselines }) => baselines)
    .filter(({ rule }) => rule !== 'organization');
  return (
    <Card
      title="Rules for other baselines"
      help="baseline-rule"
      note="Each task is compared with the first that exists: the baseline that its message names, the requested model, the baseline of a label, of the task type, of the organization."
      actions={mayEdit && <Button onClick={() => setIsOpen(true)}>Add a rule</Button>}
    >
      <div className={styles['stack']}>
        {pages.error && <ProblemNotice error={pages.error} retry={pages.refetch} />}
        {!rules && !pages.error && <Skeleton height="6rem" />}
        {rules?.length === 0 && (
          <Empty title="There are no other rules.">
            <p>All tasks are compared with the baseline of the organization.</p>
          </Empty>
        )}
        {rules && rules.length > 0 && (
          <DataTable
            caption="Rules for baselines, newest first"
            columns={ruleColumns(organization.time_zone, mayEdit ? setEnding : undefined)}
            rows={rules}
            rowKey={({ id }) => id}
          />
        )}
        <More pages={pages} />
      </div>
      {isOpen && <RuleDialog onClose={() => setIsOpen(false)} />}
      {ending && <EndRuleDialog version={ending} onClose={() => setEnding(undefined)} />}
    </Card>
  );
}

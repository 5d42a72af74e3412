import type { updateOrganization } from '../../../../lambdas/organizations/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { useFollow } from './followed.tsx';
import styles from './settings.module.css';

/** What a task costs that no price is known for: nothing that anybody knows, or what the provider said. */
export function CostSourceCard() {
  const organization = useOrganization();
  const follow = useFollow('source of costs');
  const update = useWrite<typeof updateOrganization>('PATCH /api/v1/organizations/{id}');
  const takesReported = organization.actual_cost_source === 'provider';
  const toggle = () =>
    update.mutate(
      {
        path: { id: organization.id },
        body: { actual_cost_source: takesReported ? 'price_book' : 'provider' },
      },
      { onSuccess: ({ recalculation_id: id }) => follow(id) },
    );
  return (
    <Card
      title="Costs without a price"
      actions={
        mayManage(organization) && (
          <Button disabled={update.isPending} onClick={toggle}>
            {takesReported ? 'Leave them unpriced' : 'Use what providers report'}
          </Button>
        )
      }
    >
      <div className={styles['stack']}>
        <p>
          {takesReported
            ? 'Where there is no price, what the provider reports in US dollars is the actual cost, and is shown as such.'
            : 'Where there is no price, the actual cost is unknown, whatever the provider reports.'}
        </p>
        {update.error && <ProblemNotice error={update.error} />}
      </div>
    </Card>
  );
}

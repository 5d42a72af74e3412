import type { updateOrganization } from '../../../../lambdas/organizations/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import styles from './settings.module.css';

/** Whether members can put tasks together by who ran them. */
export function PersonsCard() {
  const organization = useOrganization();
  const update = useWrite<typeof updateOrganization>('PATCH /api/v1/organizations/{id}');
  const { figures_by_person: shown } = organization;
  return (
    <Card
      title="Figures by person"
      note="What messages call a person is not stored: they are an id here, the same for each of their tasks. Exports of one’s own data are not changed by this."
      actions={
        mayManage(organization) && (
          <Button
            disabled={update.isPending}
            onClick={() =>
              update.mutate({ path: { id: organization.id }, body: { figures_by_person: !shown } })
            }
          >
            {shown ? 'Hide who ran tasks' : 'Show who ran tasks'}
          </Button>
        )
      }
    >
      <div className={styles['stack']}>
        <p>
          {shown
            ? 'Lists and exports of tasks have the id of the person, and every member can add up what one person did.'
            : 'Lists and exports of tasks do not tell who ran them.'}
        </p>
        {update.error && <ProblemNotice error={update.error} />}
      </div>
    </Card>
  );
}

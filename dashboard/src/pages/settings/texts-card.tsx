import type { updateOrganization } from '../../../../lambdas/organizations/contract.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import styles from './settings.module.css';

/** What is kept of the two texts of a task that may say anything. */
export function TextsCard() {
  const organization = useOrganization();
  const update = useWrite<typeof updateOrganization>('PATCH /api/v1/organizations/{id}');
  const { keep_descriptions: descriptions, keep_error_messages: errors } = organization;
  const change = (body: { keep_descriptions: boolean } | { keep_error_messages: boolean }) =>
    update.mutate({ path: { id: organization.id }, body });
  return (
    <Card
      title="Texts of tasks"
      note="Counts for tasks received from a minute later on. Addresses, keys and passwords are taken out in any case, and code as well."
      actions={
        mayManage(organization) && (
          <>
            <Button disabled={update.isPending} onClick={() => change({ keep_descriptions: !descriptions })}>
              {descriptions ? 'Drop descriptions' : 'Keep descriptions'}
            </Button>
            <Button disabled={update.isPending} onClick={() => change({ keep_error_messages: !errors })}>
              {errors ? 'Drop error messages' : 'Keep error messages'}
            </Button>
          </>
        )
      }
    >
      <div className={styles['stack']}>
        <p>
          {descriptions
            ? 'What tasks were about is kept as long as the tasks are, and every member can read it.'
            : 'What tasks were about is not kept.'}
        </p>
        <p>
          {errors
            ? 'Error messages are kept as long as the tasks are, and every member can read them.'
            : 'Of error messages only the class is kept, such as “rate_limit, HTTP 429”.'}
        </p>
        {update.error && <ProblemNotice error={update.error} />}
      </div>
    </Card>
  );
}

import type { whatIf } from '../../../../lambdas/analytics/what-if/contract.ts';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './routing.module.css';
import { WhatIfForm } from './what-if-form.tsx';
import { queryOf, readQuestion } from './what-if-question.ts';
import { WhatIfResult } from './what-if-result.tsx';

/** The savings of the range against any other baseline; which one is in the address. */
export function WhatIf() {
  const { id } = useOrganization();
  const { days } = usePeriod();
  const { parameter } = useView();
  const question = readQuestion(parameter);
  const query = queryOf(question);
  const enabled = days !== undefined && query !== undefined;
  const { data, error, isPlaceholderData, refetch } = useRead<typeof whatIf>(
    'GET /api/v1/analytics/what-if',
    { query: { organization_id: id, start_date: days?.start, end_date: days?.end, ...query } },
    { enabled },
  );
  const problem = error instanceof ApiProblem ? error : undefined;
  const errorOf = (name: string) => problem?.fieldError(name);
  const named = ['rule', 'label_key', 'label_value', 'task_type', 'provider', 'model'];
  const isNamed = named.some((name) => errorOf(name) !== undefined);
  return (
    <Card
      title="What if everything had run elsewhere?"
      help="what-if"
      busy={isPlaceholderData}
      note="Prices the recorded usage as if another provider had done the work. Nothing is stored."
    >
      <div className={styles['whatIf']}>
        <WhatIfForm key={JSON.stringify(question)} asked={question} errorOf={errorOf} />
        {query === undefined && (
          <Empty title="Choose a provider to compare with.">
            Its own prices apply, contract prices included; without a model, its prices for any model.
          </Empty>
        )}
        {enabled && error && !isNamed && <ProblemNotice error={error} retry={refetch} />}
        {enabled && !data && !error && <Skeleton height="11rem" />}
        {enabled && data && !error && <WhatIfResult result={data} />}
      </div>
    </Card>
  );
}

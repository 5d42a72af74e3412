import type { explainExecution } from '../../../../lambdas/analytics/executions/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { instant } from '../../shared/format/formats.ts';
import { readable, readableWords } from '../../../../shared/shown/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Notice, ProblemNotice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { Decision } from './decision.tsx';
import { Details } from './details.tsx';
import styles from './explanation.module.css';
import { ExplainedFlags } from './explained-flags.tsx';
import { Side } from './side.tsx';
import { Usage } from './usage.tsx';
import { Verdict } from './verdict.tsx';

interface ExplanationPageProps {
  readonly params: { readonly id: string };
}

/** Why one task cost what it did: its usage, every price, the arithmetic, and the same for the baseline. */
export default function ExplanationPage({ params: { id } }: ExplanationPageProps) {
  // Made anew with each id: what one task cost is never shown as the cost of another.
  return <Explanation key={id} id={id} />;
}

function Explanation({ id }: { readonly id: string }) {
  const organization = useOrganization();
  const { data, error, refetch } = useRead<typeof explainExecution>('GET /api/v1/executions/{id}', {
    path: { id },
    query: { organization_id: organization.id },
  });
  const back = <ViewLink to="/executions">All executions</ViewLink>;
  if (!data) {
    return (
      <Page title="Execution" actions={back}>
        {error ? <ProblemNotice error={error} retry={refetch} /> : <Skeletons />}
      </Page>
    );
  }
  const { task_id: task, task_type: type, provider, model } = data;
  return (
    <Page
      title={`Execution ${task}`}
      lead={[readableWords(type), readable(provider), model].filter((part) => part !== null).join(' · ')}
      actions={back}
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      {data.voided && (
        <Notice kind="warning">
          Voided by {data.voided.voided_by} on {instant(data.voided.voided_at, organization.time_zone)}, so it
          is in no figure: {data.voided.reason}
        </Notice>
      )}
      <Verdict execution={data} />
      <Usage execution={data} />
      <div className={styles['sides']}>
        <Side title="Actual cost" help="actual-cost" calculation={data.actual} execution={data} />
        <Side title="Baseline cost" help="baseline" calculation={data.baseline} execution={data} />
      </div>
      <ExplainedFlags flags={data.flags} />
      <Decision execution={data} />
      <Details execution={data} />
    </Page>
  );
}

function Skeletons() {
  return (
    <>
      <Skeleton height="12rem" />
      <Skeleton height="9rem" />
      <div className={styles['sides']}>
        <Skeleton height="22rem" />
        <Skeleton height="22rem" />
      </div>
    </>
  );
}

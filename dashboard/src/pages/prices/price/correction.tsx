import { useState } from 'react';
import type { correctPrice } from '../../../../../lambdas/pricing/corrections/contract.ts';
import { ApiProblem } from '../../../shared/api/problem.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { Button, buttonClass } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { formStyles } from '../../../shared/ui/field.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { useView } from '../../../shared/view/view.ts';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import type { Price } from '../shared/price.ts';
import {
  isUnderWay,
  useRecalculation,
  type Recalculation,
} from '../../../shared/recalculation/recalculation.ts';
import { correctionOf, draftOf } from './correction-draft.ts';
import { CorrectionFields } from './correction-fields.tsx';
import { Trial } from './trial.tsx';

const CORRECT = 'POST /api/v1/pricing/{id}/corrections';

/**
 * Corrects a price in two steps: a dry run shows what it would change, and only what was shown can be applied. A form
 * that was changed after its dry run needs another one.
 */
export function Correction({ price }: { readonly price: Price }) {
  const { go } = useView();
  const [draft, setDraft] = useState(() => draftOf(price));
  const [tried, setTried] = useState<{ readonly key: string; readonly result: Recalculation }>();
  const dryRun = useWrite<typeof correctPrice>(CORRECT);
  const application = useWrite<typeof correctPrice>(CORRECT);
  const organizationId = price.organization_id ?? undefined;
  const followed = useRecalculation(
    tried && isUnderWay(tried.result) ? tried.result.id : undefined,
    organizationId,
  );
  const trial = followed.recalculation ?? tried?.result;

  const body = correctionOf(price, draft);
  const key = JSON.stringify(body);
  const path = { id: price.id };
  const isTried = tried?.key === key;
  const isBusy = dryRun.isPending || application.isPending;
  const error = application.error ?? dryRun.error;

  // The promises settle also when the price that is superseded now has taken this form away.
  const startTrial = async () => {
    application.reset();
    const { recalculation } = await dryRun.mutateAsync({ path, body: { ...body, dry_run: true } });
    setTried({ key, result: recalculation });
  };
  const apply = async () => {
    const { price: corrected, recalculation } = await application.mutateAsync({
      path,
      body: { ...body, dry_run: false },
    });
    go(`/prices/${corrected?.id ?? price.id}`, {
      recalculation: recalculation.id,
      figures: price.organization_id === null ? 'all' : undefined,
    });
  };
  const shown = () => undefined;

  return (
    <Card
      title="Correct this price"
      note="For a price that was wrong for its entire time in force. If it changed on some day, add a new version instead. List prices concern all organizations and are corrected by operators."
    >
      <form
        className={formStyles.form}
        onSubmit={(event) => {
          event.preventDefault();
          // What goes wrong is in the mutation, and shown from there.
          void startTrial().catch(shown);
        }}
      >
        <CorrectionFields
          price={price}
          draft={draft}
          onChange={setDraft}
          errorOf={(field) => (error instanceof ApiProblem ? error.fieldError(field) : undefined)}
        />
        {error && <ProblemNotice error={error} />}
        <div className={formStyles.buttons}>
          <ViewLink to={`/prices/${price.id}`} className={buttonClass()}>
            Cancel
          </ViewLink>
          <Button type="submit" kind={isTried ? undefined : 'primary'} disabled={isBusy}>
            {dryRun.isPending ? 'Calculating…' : 'Show what it would change'}
          </Button>
        </div>
      </form>
      {followed.error && <ProblemNotice error={followed.error} retry={followed.refetch} />}
      {trial && (
        <Trial
          recalculation={trial}
          isStale={!isTried}
          isOfAll={price.organization_id === null}
          isApplying={application.isPending}
          isBusy={isBusy}
          onApply={() => void apply().catch(shown)}
        />
      )}
    </Card>
  );
}

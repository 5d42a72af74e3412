import { useState, type SyntheticEvent } from 'react';
import type { createPrice } from '../../../../../lambdas/pricing/prices/contract.ts';
import { ApiProblem } from '../../../shared/api/problem.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { NO_RECALCULATION } from '../../../shared/recalculation/started-recalculation.tsx';
import { Button, buttonClass } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { formStyles } from '../../../shared/ui/field.tsx';
import { Notice, ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Page } from '../../../shared/ui/page.tsx';
import { useToday } from '../../../shared/view/use-today.ts';
import { useView } from '../../../shared/view/view.ts';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { draftFrom, newPriceOf } from './new-price-draft.ts';
import { NewPriceFields } from './new-price-fields.tsx';
import { PresentPrice } from './present-price.tsx';

/** Adds a price: the first of its kind, or a new version that closes the one before. */
export default function NewPricePage() {
  const organization = useOrganization();
  return (
    <Page
      title="Add a price"
      lead="A new version closes the open-ended price before it of the same scope, unit and tier: that one ends where this one begins, and what started before keeps its cost. If a price was wrong all along, correct it instead."
    >
      {mayManage(organization) ? (
        <NewPriceForm />
      ) : (
        <Empty title="Only admins add prices.">
          <p>Ask an admin of {organization.name} to add one, or look at the existing prices.</p>
          <ViewLink to="/prices">To the price book</ViewLink>
        </Empty>
      )}
    </Page>
  );
}

function NewPriceForm() {
  const organization = useOrganization();
  const { parameter, go } = useView();
  // Prices begin at midnight UTC, whatever the organization's time zone.
  const today = useToday('UTC');
  const [draft, setDraft] = useState(() => draftFrom(parameter, today));
  const creation = useWrite<typeof createPrice>('POST /api/v1/pricing');
  const { error } = creation;
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    const { id, recalculation_id: recalculation } = await creation.mutateAsync({
      body: newPriceOf(draft, organization.id),
    });
    go(`/prices/${id}`, {
      recalculation: recalculation ?? NO_RECALCULATION,
      figures: draft.scope === 'list' ? 'all' : undefined,
    });
  };
  return (
    <Card title={draft.scope === 'list' ? 'New list price' : `New contract price of ${organization.name}`}>
      {/* What goes wrong is in the mutation, and shown from there. */}
      <form className={formStyles.form} onSubmit={(event) => void save(event).catch(() => undefined)}>
        <NewPriceFields
          draft={draft}
          onChange={(changes) => setDraft({ ...draft, ...changes })}
          errorOf={(field) => (error instanceof ApiProblem ? error.fieldError(field) : undefined)}
        />
        <PresentPrice draft={draft} />
        {draft.from !== '' && draft.from <= today && (
          <Notice kind="warning">
            This price begins in the past, or today. Stored executions that started since then are priced
            again with it, and totals change with them.
          </Notice>
        )}
        {error && <ProblemNotice error={error} />}
        <div className={formStyles.buttons}>
          <ViewLink to="/prices" className={buttonClass()}>
            Cancel
          </ViewLink>
          <Button type="submit" kind="primary" disabled={creation.isPending}>
            {creation.isPending ? 'Saving…' : 'Save this price'}
          </Button>
        </div>
      </form>
    </Card>
  );
}

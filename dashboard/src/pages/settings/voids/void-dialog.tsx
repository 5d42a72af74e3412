import { useId, useState } from 'react';
import type { listProducers } from '../../../../../lambdas/organizations/producers/contract.ts';
import type { createVoid } from '../../../../../lambdas/organizations/voids/contract.ts';
import { useRead } from '../../../shared/api/use-read.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { formStyles, SelectField, TextField } from '../../../shared/ui/field.tsx';
import { FormDialog, type ErrorOf } from '../../../shared/ui/form-dialog.tsx';
import { Suggestions } from '../../../shared/ui/suggestions.tsx';
import { TriedVoid } from './tried-void.tsx';
import { bodyOf, choices, emptyDraft, idsOf, type VoidDraft } from './void-draft.ts';

const hints = {
  producer: 'Its principal; those that have sent are suggested.',
  ids: 'Ids of tasks, with spaces or commas between them.',
  import_id: 'Its tasks may come again under the same ids.',
} as const;

/** Asks what to take out, shows what would leave which day, and only then does it. */
export function VoidDialog({ onClose }: { readonly onClose: () => void }) {
  const organization = useOrganization();
  const list = useId();
  const producers = useRead<typeof listProducers>('GET /api/v1/organizations/{id}/producers', {
    path: { id: organization.id },
    query: { limit: 200 },
  });
  const [draft, setDraft] = useState<VoidDraft>(emptyDraft);
  const tried = useWrite<typeof createVoid>('POST /api/v1/executions/void');
  const set = (change: Partial<VoidDraft>) => setDraft((before) => ({ ...before, ...change }));
  if (tried.isSuccess) {
    return (
      <TriedVoid
        tried={tried.data}
        body={bodyOf(draft, organization, false)}
        onBack={() => tried.reset()}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title="Void tasks"
      action="See what would change"
      doing="Looking…"
      isPending={tried.isPending}
      error={tried.error}
      onSubmit={() => tried.mutate({ body: bodyOf(draft, organization, true) })}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <SelectField
            label="Which"
            value={draft.choice}
            options={choices}
            onChange={(choice) => set({ choice, chosen: '' })}
          />
          <TextField
            label={draft.choice === 'ids' ? 'Ids' : draft.choice === 'producer' ? 'Producer' : 'Import'}
            required
            autoComplete="off"
            spellCheck={false}
            list={draft.choice === 'producer' ? list : undefined}
            hint={hints[draft.choice]}
            value={draft.chosen}
            onChange={(chosen) => set({ chosen })}
            error={errorOf(draft.choice) ?? wrongId(draft, errorOf)}
          />
          <Suggestions id={list} values={producers.data?.producers.map(({ principal }) => principal) ?? []} />
          <div className={formStyles.row}>
            <TextField
              label="Received from (optional)"
              type="date"
              hint="From the beginning of that day in the organization's time zone."
              value={draft.from}
              onChange={(from) => set({ from })}
              error={errorOf('received_from')}
            />
            <TextField
              label="Received before (optional)"
              type="date"
              hint="That day is not among them. Until now if empty."
              value={draft.to}
              onChange={(to) => set({ to })}
              error={errorOf('received_to')}
            />
          </div>
          <TextField
            label="Reason"
            required
            maxLength={1000}
            hint="For whoever sees it later: it is shown with each of the tasks."
            value={draft.reason}
            onChange={(reason) => set({ reason })}
            error={errorOf('reason')}
          />
        </>
      )}
    </FormDialog>
  );
}

/** The first of the ids that is none; the API names each by its place. */
function wrongId(draft: VoidDraft, errorOf: ErrorOf): string | undefined {
  if (draft.choice !== 'ids') return undefined;
  const [wrong] = idsOf(draft).flatMap((id, index) => {
    const error = errorOf(`ids.${index}`);
    return error === undefined ? [] : [`${id} ${error}`];
  });
  return wrong;
}

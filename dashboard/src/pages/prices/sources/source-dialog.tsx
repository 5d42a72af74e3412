import { useId, useState } from 'react';
import type { setPriceSource } from '../../../../../lambdas/pricing/sources/contract.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { ProviderField } from '../../../shared/pricing/provider-field.tsx';
import { formStyles, TextField } from '../../../shared/ui/field.tsx';
import { FormDialog } from '../../../shared/ui/form-dialog.tsx';
import { Suggestions } from '../../../shared/ui/suggestions.tsx';
import type { PriceSource } from './source.ts';

interface SourceDialogProps {
  /** The one that is changed; undefined: another provider gets one. */
  readonly source: PriceSource | undefined;
  /** The providers of the lists. */
  readonly known: readonly string[];
  readonly onClose: () => void;
}

/** Sets by whose list a provider's name is billed. */
export function SourceDialog({ source, known, onClose }: SourceDialogProps) {
  const set = useWrite<typeof setPriceSource>('PUT /api/v1/pricing/sources');
  const lists = useId();
  const [provider, setProvider] = useState(source?.provider ?? '');
  const [list, setList] = useState(source?.price_source ?? '');
  const submit = () =>
    set.mutate({ body: { provider: provider.trim(), price_source: list.trim() } }, { onSuccess: onClose });
  return (
    <FormDialog
      title={source ? `Change the price source of ${readable(source.provider)}` : 'Set a price source'}
      action="Set the price source"
      doing="Setting…"
      isPending={set.isPending}
      error={set.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <p>
            Within a minute the list prices of the provider are those of the source, for all times, and stored
            tasks of all organizations are priced again. Prices of operators and contracts stay.
          </p>
          <div className={formStyles.row}>
            {!source && <ProviderField value={provider} onChange={setProvider} error={errorOf('provider')} />}
            <TextField
              label="Billed by the list of"
              required
              list={lists}
              autoComplete="off"
              spellCheck={false}
              placeholder="openai"
              value={list}
              onChange={setList}
              error={errorOf('price_source')}
            />
          </div>
          <Suggestions id={lists} values={known} />
        </>
      )}
    </FormDialog>
  );
}

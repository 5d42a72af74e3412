import { useState } from 'react';
import { ProviderModelFields } from '../../shared/pricing/provider-model-fields.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { useView } from '../../shared/view/view.ts';
import styles from './routing.module.css';

interface WhatIfFormProps {
  readonly provider: string;
  readonly model: string;
  readonly errors: { readonly provider: string | undefined; readonly model: string | undefined };
}

/** Which provider and model to compare with. */
export function WhatIfForm({ provider, model, errors }: WhatIfFormProps) {
  const { change } = useView();
  const [wantedProvider, setWantedProvider] = useState(provider);
  const [wantedModel, setWantedModel] = useState(model);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        change({ if_provider: wantedProvider.trim(), if_model: wantedModel.trim() });
      }}
    >
      <ProviderModelFields
        provider={wantedProvider}
        model={wantedModel}
        onProvider={setWantedProvider}
        onModel={setWantedModel}
        errors={errors}
      />
      <Button type="submit">Compare</Button>
    </form>
  );
}

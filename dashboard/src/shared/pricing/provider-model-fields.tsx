import { useId } from 'react';
import { TextField } from '../ui/field.tsx';
import { Suggestions } from '../ui/suggestions.tsx';
import { ProviderField } from './provider-field.tsx';
import { useModels } from './use-names.ts';

interface ProviderModelFieldsProps {
  readonly provider: string;
  readonly model: string;
  readonly onProvider: (provider: string) => void;
  readonly onModel: (model: string) => void;
  /** What the API says is wrong with them. */
  readonly errors: { readonly provider: string | undefined; readonly model: string | undefined };
}

/** A provider and, perhaps, one of its models: typed, with the known ones suggested. */
export function ProviderModelFields(props: ProviderModelFieldsProps) {
  const { provider, model, onProvider, onModel, errors } = props;
  const models = useId();
  return (
    <>
      <ProviderField value={provider} onChange={onProvider} error={errors.provider} />
      <TextField
        label="Model (optional)"
        list={models}
        autoComplete="off"
        spellCheck={false}
        value={model}
        onChange={onModel}
        error={errors.model}
      />
      <Suggestions id={models} values={useModels(provider.trim())} />
    </>
  );
}

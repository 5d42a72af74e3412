import { useId } from 'react';
import { TextField } from '../ui/field.tsx';
import { Suggestions } from '../ui/suggestions.tsx';
import { useProviders } from './use-names.ts';

interface ProviderFieldProps {
  /** What it is for, where there may be none. */
  readonly optional?: string;
  readonly value: string;
  readonly onChange: (provider: string) => void;
  /** What the API says is wrong with it. */
  readonly error: string | undefined;
}

/** A provider: typed, with the known ones suggested. */
export function ProviderField({ optional, value, onChange, error }: ProviderFieldProps) {
  const providers = useId();
  return (
    <>
      <TextField
        label={optional === undefined ? 'Provider' : 'Provider (optional)'}
        required={optional === undefined}
        list={providers}
        autoComplete="off"
        spellCheck={false}
        placeholder="openai_codex"
        value={value}
        onChange={onChange}
        hint={optional}
        error={error}
      />
      <Suggestions id={providers} values={useProviders()} />
    </>
  );
}

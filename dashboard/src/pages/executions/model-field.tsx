import { useId, useState } from 'react';
import { Field } from '../../shared/ui/field.tsx';

interface ModelFieldProps {
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly onChange: (value: string) => void;
}

/** There may be hundreds of models: typed, with those that are in the list suggested. Enter, or leaving it, applies. */
export function ModelField({ value, suggestions, onChange }: ModelFieldProps) {
  const [text, setText] = useState(value);
  const list = useId();
  const apply = () => {
    const wanted = text.trim();
    if (wanted !== value) onChange(wanted);
  };
  return (
    <Field label="Model">
      {(control) => (
        <>
          <input
            {...control}
            type="text"
            list={list}
            placeholder="All"
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={apply}
            onKeyDown={(event) => {
              if (event.key === 'Enter') apply();
            }}
          />
          <datalist id={list}>
            {suggestions.map((model) => (
              <option key={model} value={model}>
                {model}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

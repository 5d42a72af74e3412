import { useId, useState } from 'react';
import { Field } from './field.tsx';
import { Suggestions } from './suggestions.tsx';

interface TypedFilterProps {
  readonly label: string;
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly onChange: (value: string) => void;
}

/** Of what there may be hundreds: typed, with those that are in the list suggested. Enter, or leaving it, applies. */
export function TypedFilter({ label, value, suggestions, onChange }: TypedFilterProps) {
  const [text, setText] = useState(value);
  const list = useId();
  const apply = () => {
    const wanted = text.trim();
    if (wanted !== value) onChange(wanted);
  };
  return (
    <Field label={label}>
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
          <Suggestions id={list} values={suggestions} />
        </>
      )}
    </Field>
  );
}

import { useEffect, useState, type ComponentProps } from 'react';
import { TextField } from '../../../shared/ui/field.tsx';

const PAUSE_MS = 300;

/** A text field whose value is taken once whoever types pauses. */
export function TypedField({ value, onChange, ...field }: ComponentProps<typeof TextField>) {
  const [draft, setDraft] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    // Changed from elsewhere, say by Back, unless it is what was typed here.
    setSeen(value);
    if (draft.trim() !== value) setDraft(value);
  }
  useEffect(() => {
    const text = draft.trim();
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return <TextField {...field} value={draft} onChange={setDraft} />;
}

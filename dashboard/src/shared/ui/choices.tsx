import { useEffect, useRef, type ReactNode } from 'react';
import styles from './choices.module.css';

interface ChoicesProps<Value extends string> {
  /** What is chosen, for those who do not see it. */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly chosen: Value;
  /** Also called for the one that is chosen already. */
  readonly onChoose: (value: Value) => void;
}

/** A few choices side by side, of which one is taken. */
export function Choices<Value extends string>({ label, options, chosen, onChoose }: ChoicesProps<Value>) {
  const holder = useRef<HTMLDivElement>(null);
  const position = 1 + options.findIndex(({ value }) => value === chosen);
  useEffect(() => {
    // Where they do not fit they scroll, and the one that is chosen is not to be out of sight.
    const button = holder.current?.querySelector<HTMLElement>(`:nth-child(${position})`);
    if (!holder.current || !button) return;
    const { offsetLeft, offsetWidth } = button;
    holder.current.scrollLeft = offsetLeft + offsetWidth / 2 - holder.current.clientWidth / 2;
  }, [position]);
  return (
    <div ref={holder} className={styles['choices']} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === chosen}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

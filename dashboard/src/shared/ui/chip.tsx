import type { ReactNode } from 'react';
import styles from './chip.module.css';
import { classNames } from './class-names.ts';

interface ChipProps {
  readonly kind?: 'good' | 'bad' | 'warning' | 'info';
  /** What is taken away with it, and how; makes it a filter that is set. */
  readonly remove?: { readonly label: string; readonly onRemove: () => void };
  readonly children: ReactNode;
}

/** A short state, or a filter that is set. */
export function Chip({ kind, remove, children }: ChipProps) {
  return (
    <span className={classNames(styles['chip'], kind && styles[kind])}>
      {children}
      {remove && (
        <button
          type="button"
          className={styles['remove']}
          aria-label={remove.label}
          onClick={remove.onRemove}
        >
          ×
        </button>
      )}
    </span>
  );
}

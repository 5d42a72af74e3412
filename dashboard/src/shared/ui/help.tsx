import { glossary, type Term } from './glossary.ts';
import styles from './help.module.css';
import { Tooltip } from './tooltip.tsx';

export type { Term } from './glossary.ts';

/** A question mark that says what a term means. */
export function Help({ term }: { readonly term: Term }) {
  const { name, meaning } = glossary[term];
  return (
    <Tooltip text={meaning}>
      {(describedBy) => (
        <button
          type="button"
          className={styles['help']}
          aria-label={`What is ${name}?`}
          aria-describedby={describedBy}
        >
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" />
            <path
              d="M6.4 6.3a1.7 1.7 0 1 1 2.3 1.6c-.5.2-.7.5-.7 1v.3"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.2"
            />
            <circle cx="8" cy="11.2" r=".8" fill="currentColor" />
          </svg>
        </button>
      )}
    </Tooltip>
  );
}

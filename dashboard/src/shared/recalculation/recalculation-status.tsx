import { share } from '../format/formats.ts';
import { Chip } from '../ui/chip.tsx';
import type { Recalculation } from './recalculation.ts';
import styles from './recalculation.module.css';

const states = {
  queued: { kind: 'info', text: 'Queued' },
  running: { kind: 'info', text: 'Running' },
  completed: { kind: 'good', text: 'Completed' },
  failed: { kind: 'bad', text: 'Failed' },
} as const satisfies Record<Recalculation['status'], object>;

/** How far a recalculation is. */
export function RecalculationStatus({ recalculation }: { readonly recalculation: Recalculation }) {
  const { status, progress, failure } = recalculation;
  const { kind, text } = states[status];
  return (
    <span className={styles['status']}>
      <Chip kind={kind}>{text}</Chip>
      {status === 'running' && (
        <>
          <progress aria-label="Progress of the recalculation" max={1} value={progress} />
          <span>{share(progress)}</span>
        </>
      )}
      {failure !== null && <span className={styles['failure']}>{failure}</span>}
    </span>
  );
}

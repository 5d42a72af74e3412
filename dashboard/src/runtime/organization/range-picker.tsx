import { lazy, Suspense, useState } from 'react';
import { dayRange } from '../format/formats.ts';
import { Button } from '../ui/button.tsx';
import styles from './range-picker.module.css';
import { relativeRanges } from '../view/range.ts';
import { useView } from '../view/view.ts';
import { usePeriod } from './use-period.ts';

// Loaded when they are opened.
const RangeDialogs = lazy(() => import('./range-dialogs.tsx'));

/** Chooses the days that are looked at, and gives links to them. */
export function RangePicker() {
  const { change, view } = useView();
  const { days } = usePeriod();
  const [dialog, setDialog] = useState<'custom' | 'link'>();
  const isCustom = view.range.includes('..');
  const close = () => setDialog(undefined);
  return (
    <div className={styles['picker']}>
      <div className={styles['choices']} role="group" aria-label="Range">
        {relativeRanges.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            aria-pressed={view.range === name}
            onClick={() => change({ range: name })}
          >
            {label}
          </button>
        ))}
        <button type="button" aria-pressed={isCustom} onClick={() => setDialog('custom')}>
          {isCustom && days ? dayRange(days) : 'Custom'}
        </button>
      </div>
      <Button small kind="quiet" onClick={() => setDialog('link')}>
        Copy link
      </Button>
      <Suspense>{dialog && <RangeDialogs dialog={dialog} onClose={close} />}</Suspense>
    </div>
  );
}

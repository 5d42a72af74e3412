import { lazy, Suspense, useState } from 'react';
import { dayRange } from '../format/formats.ts';
import { Button } from '../ui/button.tsx';
import { Choices } from '../ui/choices.tsx';
import styles from './range-picker.module.css';
import { relativeRanges, type RangeName } from '../view/range.ts';
import { useView } from '../view/view.ts';
import { usePeriod } from './use-period.ts';

// Loaded when they are opened.
const RangeDialogs = lazy(() => import('./range-dialogs.tsx'));

const CUSTOM = 'custom';

/** Chooses the days that are looked at, and gives links to them. */
export function RangePicker() {
  const { change, view } = useView();
  const { days } = usePeriod();
  const [dialog, setDialog] = useState<'custom' | 'link'>();
  const isCustom = view.range.includes('..');
  const close = () => setDialog(undefined);
  return (
    <div className={styles['picker']}>
      <Choices<RangeName | typeof CUSTOM>
        label="Range"
        options={[
          ...relativeRanges.map(({ name, label }) => ({ value: name, label })),
          { value: CUSTOM, label: isCustom && days ? dayRange(days) : 'Custom' },
        ]}
        chosen={isCustom ? CUSTOM : view.range}
        onChoose={(range) => (range === CUSTOM ? setDialog('custom') : change({ range }))}
      />
      <Button small kind="quiet" onClick={() => setDialog('link')}>
        Copy link
      </Button>
      <Suspense>{dialog && <RangeDialogs dialog={dialog} onClose={close} />}</Suspense>
    </div>
  );
}

import { useState } from 'react';
import { dayRange } from '../format/formats.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formStyles, TextField } from '../ui/field.tsx';
import { relativeRanges } from '../view/range.ts';
import { useView } from '../view/view.ts';
import { usePeriod } from './use-period.ts';

interface RangeDialogsProps {
  readonly dialog: 'custom' | 'link';
  readonly onClose: () => void;
}

/** What the range picker opens. */
export default function RangeDialogs({ dialog, onClose }: RangeDialogsProps) {
  return dialog === 'custom' ? <CustomRange onClose={onClose} /> : <LinkDialog onClose={onClose} />;
}

function CustomRange({ onClose }: { readonly onClose: () => void }) {
  const { change } = useView();
  const { days, today } = usePeriod();
  const [start, setStart] = useState(days?.start ?? today);
  const [end, setEnd] = useState(days?.end ?? today);
  const error = start > end ? 'must not be before the first day' : undefined;
  return (
    <Dialog title="Custom range" onClose={onClose}>
      <form
        className={formStyles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (error !== undefined) return;
          change({ range: `${start}..${end}` });
          onClose();
        }}
      >
        <div className={formStyles.row}>
          <TextField label="First day" type="date" required max={today} value={start} onChange={setStart} />
          <TextField
            label="Last day"
            type="date"
            required
            max={today}
            value={end}
            onChange={setEnd}
            error={error}
          />
        </div>
        <div className={formStyles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary">
            Show
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function LinkDialog({ onClose }: { readonly onClose: () => void }) {
  const { view } = useView();
  const { days } = usePeriod();
  const isRelative = !view.range.includes('..');
  const relative = relativeRanges.find(({ name }) => name === view.range);
  return (
    <Dialog title="Copy a link to this page" onClose={onClose}>
      <div className={formStyles.form}>
        {isRelative && (
          <LinkChoice
            range={view.range}
            text={`Relative: always “${relative?.label}”, whenever it is opened.`}
          />
        )}
        {days && (
          <LinkChoice
            range={`${days.start}..${days.end}`}
            text={`Exact: ${dayRange(days)}, whenever it is opened.`}
          />
        )}
      </div>
    </Dialog>
  );
}

function LinkChoice({ range, text }: { readonly range: string; readonly text: string }) {
  const address = new URL(location.href);
  address.searchParams.set('range', range);
  return (
    <div>
      <p>{text}</p>
      <CopyButton small label="Copy" text={address.href} />
    </div>
  );
}

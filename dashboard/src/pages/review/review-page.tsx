import { useState } from 'react';
import { RangePicker } from '../../shared/organization/range-picker.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Done, type Change } from './done.tsx';
import { OpenElsewhere } from './open-elsewhere.tsx';
import { Queue } from './queue.tsx';

/** Tasks that a person should look at, and what came of it. */
export default function ReviewPage() {
  const [last, setLast] = useState<Change>();
  return (
    <Page
      title="Review queue"
      lead="Tasks that cost more than their baseline, or more than your review threshold. Look at each one, and mark it reviewed."
      actions={<RangePicker />}
    >
      {last && <Done key={JSON.stringify(last)} change={last} onUndone={() => setLast(undefined)} />}
      <OpenElsewhere />
      <Queue onChanged={setLast} />
    </Page>
  );
}

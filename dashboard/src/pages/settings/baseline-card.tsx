import { useState } from 'react';
import { instant } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { useView } from '../../shared/view/view.ts';
import { BaselineDialog } from './baseline-dialog.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { RecalculationProgress } from './recalculation-progress.tsx';
import styles from './settings.module.css';

/** What tasks are compared with, and a way to another. */
export function BaselineCard() {
  const organization = useOrganization();
  const { parameter, change } = useView();
  const [isOpen, setIsOpen] = useState(false);
  const [isUnchanged, setIsUnchanged] = useState(false);
  const recalculation = parameter('recalculation');
  const { provider, model, effective_date: since } = organization.baseline;
  return (
    <Card
      title="Baseline"
      help="baseline"
      actions={
        mayManage(organization) && <Button onClick={() => setIsOpen(true)}>Change the baseline</Button>
      }
    >
      <div className={styles['stack']}>
        <Facts
          texts
          facts={[
            { label: 'Provider', value: readable(provider) },
            { label: 'Model', value: model ?? 'none' },
            {
              label: 'In force',
              value:
                since === null ? 'From the beginning' : `Since ${instant(since, organization.time_zone)}`,
            },
          ]}
        />
        {model === null && (
          <Notice kind="warning">
            This baseline names no model. It is priced only by prices for any model that an operator or a
            contract has set; without one, nothing can be compared with it.
          </Notice>
        )}
        {isUnchanged && (
          <Notice kind="success">
            The baseline is changed. It begins in the future, so no stored task is compared with it yet.
          </Notice>
        )}
        {recalculation !== undefined && <RecalculationProgress key={recalculation} id={recalculation} />}
      </div>
      {isOpen && (
        <BaselineDialog
          onClose={() => setIsOpen(false)}
          onChanged={(id) => {
            setIsUnchanged(id === null);
            change({ recalculation: id ?? undefined }, { replace: true });
          }}
        />
      )}
    </Card>
  );
}

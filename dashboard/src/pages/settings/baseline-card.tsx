import { useState } from 'react';
import { instant } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { BaselineWithoutModel } from '../../shared/pricing/baseline-without-model.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { BaselineDialog } from './baseline-dialog.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import styles from './settings.module.css';

/** What tasks are compared with, and a way to another. */
export function BaselineCard() {
  const organization = useOrganization();
  const [isOpen, setIsOpen] = useState(false);
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
        {model === null && <BaselineWithoutModel />}
      </div>
      {isOpen && <BaselineDialog onClose={() => setIsOpen(false)} />}
    </Card>
  );
}

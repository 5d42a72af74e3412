import { count, money } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { dollarsText } from './general-draft.ts';

/** The same for those who may only look. */
export function GeneralFacts() {
  const organization = useOrganization();
  const threshold = Number(organization.review_threshold);
  return (
    <Card title="Organization">
      <Facts
        texts
        facts={[
          { label: 'Name', value: organization.name },
          { label: 'Time zone', value: organization.time_zone },
          { label: 'Retention', value: `${count(organization.retention_days)} days` },
          {
            label: 'Review threshold',
            value: threshold < 0.01 ? `$${dollarsText(organization.review_threshold)}` : money(threshold),
          },
        ]}
      />
    </Card>
  );
}

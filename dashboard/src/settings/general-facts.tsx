import { count, money } from '../runtime/format/formats.ts';
import { useOrganization } from '../runtime/organization/organization-context.ts';
import { Card } from '../runtime/ui/card.tsx';
import { Facts } from './facts.tsx';
import { dollarsText } from './general-draft.ts';

/** The same for those who may only look. */
export function GeneralFacts() {
  const organization = useOrganization();
  const threshold = Number(organization.review_threshold);
  return (
    <Card title="Organization">
      <Facts
        facts={[
          ['Name', organization.name],
          ['Time zone', organization.time_zone],
          ['Retention', `${count(organization.retention_days)} days`],
          [
            'Review threshold',
            threshold < 0.01 ? `$${dollarsText(organization.review_threshold)}` : money(threshold),
          ],
        ]}
      />
    </Card>
  );
}

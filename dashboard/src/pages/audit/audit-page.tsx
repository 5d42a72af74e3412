import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { RangePicker } from '../../shared/organization/range-picker.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { useTab, ViewTabs } from '../../shared/view/view-tabs.tsx';
import { Entries } from './entries.tsx';
import { RefusedAccess } from './refused.tsx';

const tabs = [
  { name: 'entries', label: 'Entries' },
  { name: 'refused', label: 'Refused access' },
] as const;

/** Who did what, for those who answer for the organization. */
export default function AuditPage() {
  const organization = useOrganization();
  const tab = useTab(tabs, 'entries');
  if (!mayManage(organization)) {
    return (
      <Page title="Audit log">
        <Empty title="Only admins of the organization see its audit log." />
      </Page>
    );
  }
  return (
    <Page
      title="Audit log"
      lead="Who changed, exported or read what, when and from where. Nobody can change or remove an entry."
      actions={tab === 'entries' && <RangePicker />}
    >
      <ViewTabs label="Sections of the audit log" tabs={tabs} current={tab} />
      {tab === 'entries' ? <Entries /> : <RefusedAccess />}
    </Page>
  );
}

import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { buttonClass } from '../../shared/ui/button.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { useTab, ViewTabs } from '../../shared/view/view-tabs.tsx';
import { PriceBook } from './book/price-book.tsx';
import { PriceChanges } from './changes/price-changes.tsx';
import { Factors } from './factors/factors.tsx';
import { Disputes } from './disputes/disputes.tsx';
import { Sources } from './sources/sources.tsx';
import { Recalculations } from './recalculations/recalculations.tsx';

const tabs = [
  { name: 'prices', label: 'Prices' },
  { name: 'changes', label: 'Price changes' },
  { name: 'recalculations', label: 'Recalculations' },
] as const;

/** The price book: what tasks are charged by, how that changed, and what it did to figures. */
export default function PricesPage() {
  const organization = useOrganization();
  const tab = useTab(tabs, 'prices');
  return (
    <Page
      title="Price book"
      lead="The prices that tasks are charged at. Prices are never edited or deleted: a new version or a correction replaces them, and both stay on record."
      actions={
        mayManage(organization) && (
          <ViewLink to="/prices/new" className={buttonClass({ kind: 'primary' })}>
            Add a price
          </ViewLink>
        )
      }
    >
      <ViewTabs label="Sections of the price book" tabs={tabs} current={tab} />
      {tab === 'prices' && (
        <>
          <Disputes />
          <PriceBook />
          <Sources />
          <Factors />
        </>
      )}
      {tab === 'changes' && <PriceChanges />}
      {tab === 'recalculations' && <Recalculations />}
    </Page>
  );
}

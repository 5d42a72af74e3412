import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { Page } from '../../shared/ui/page.tsx';
import { ApiKeysCard } from './api-keys/api-keys-card.tsx';
import { BaselineCard } from './baseline-card.tsx';
import { CostSourceCard } from './cost-source-card.tsx';
import { Followed } from './followed.tsx';
import { RulesCard } from './rules/rules-card.tsx';
import { ConnectCard } from './connect-card.tsx';
import { GeneralFacts } from './general-facts.tsx';
import { GeneralForm } from './general-form.tsx';
import { Members } from './members.tsx';
import { PersonalDataCard } from './personal-data/personal-data-card.tsx';
import { PersonsCard } from './persons-card.tsx';
import { ProducersCard } from './producers/producers-card.tsx';
import { TextsCard } from './texts-card.tsx';
import { VoidsCard } from './voids/voids-card.tsx';

/** The organization: what it is called and measured by, who is in it, and where its tasks come from. */
export default function SettingsPage() {
  const mayEdit = mayManage(useOrganization());
  return (
    <Page
      title="Settings"
      lead={mayEdit ? undefined : 'You are a viewer: an admin of the organization can change these settings.'}
    >
      {mayEdit ? <GeneralForm /> : <GeneralFacts />}
      <BaselineCard />
      <Followed changed="baseline" />
      <RulesCard />
      <Followed changed="rule" />
      <CostSourceCard />
      <Followed changed="source of costs" />
      <TextsCard />
      <PersonsCard />
      <Members />
      <ProducersCard />
      <VoidsCard />
      {mayEdit && <ApiKeysCard />}
      <ConnectCard />
      <PersonalDataCard />
    </Page>
  );
}

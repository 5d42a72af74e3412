import { useEffect, type ReactNode } from 'react';
import type { listOrganizations } from '../../../../lambdas/organizations/contract.ts';
import { useRead } from '../api/use-read.ts';
import { NoticePage } from '../ui/notice-page.tsx';
import { signOut } from '../session/session.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/notice.tsx';
import { useView } from '../view/view.ts';
import { currentOrganization, rememberOrganization } from './last-organization.ts';
import { OrganizationContext, type Organization } from './organization-context.ts';
import { organizationsRequest } from './requests.ts';

interface OrganizationGateProps {
  readonly children: (organizations: readonly Organization[]) => ReactNode;
}

/** Shows what is inside for the organization of the address, or else for the one that was looked at last. */
export function OrganizationGate({ children }: OrganizationGateProps) {
  const { view } = useView();
  const list = useRead<typeof listOrganizations>('GET /api/v1/organizations', organizationsRequest);
  const organizations = list.data?.organizations;
  const asked = view.organizationId;
  const current = organizations && currentOrganization(organizations, asked);

  const { id, time_zone } = current ?? {};
  useEffect(() => {
    if (id !== undefined && time_zone !== undefined) rememberOrganization({ id, time_zone });
  }, [id, time_zone]);

  if (list.error && !organizations) {
    return (
      <NoticePage title="Payback is not available">
        <ProblemNotice error={list.error} retry={list.refetch} />
      </NoticePage>
    );
  }
  if (!organizations) return null;
  if (!current) return asked === undefined ? <NoOrganization /> : <NotAMember />;
  return (
    // Everything below is made anew with it: nothing of one organization is ever shown in another.
    <OrganizationContext key={current.id} value={current}>
      {children(organizations)}
    </OrganizationContext>
  );
}

function NoOrganization() {
  return (
    <NoticePage title="You are not a member of any organization yet">
      <p>
        Ask an admin of your organization to add you: they find it under Settings, Members. Your subject is in
        the token that you signed in with.
      </p>
      <Button onClick={() => void signOut()}>Sign out</Button>
    </NoticePage>
  );
}

function NotAMember() {
  return (
    <NoticePage title="This organization is not one of yours">
      <p>Whoever sent you this link may ask an admin to add you to it.</p>
      <a href="/">Show mine</a>
    </NoticePage>
  );
}

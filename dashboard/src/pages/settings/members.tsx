import { useState } from 'react';
import type { listMembers, putMember } from '../../../../lambdas/organizations/contract.ts';
import { useReadPages } from '../../shared/api/use-read-pages.ts';
import { useWrite } from '../../shared/api/use-write.ts';
import { mayManage, useOrganization } from '../../shared/organization/organization-context.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { More } from '../../shared/ui/more.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { AddMember } from './add-member.tsx';
import { DemoteMyselfDialog } from './demote-myself-dialog.tsx';
import { LinkMemberDialog } from './link-member-dialog.tsx';
import { memberColumns, type Member } from './member-columns.tsx';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';
import styles from './settings.module.css';

/** Who is in the organization, and what each may do. */
export function Members() {
  const organization = useOrganization();
  const [removing, setRemoving] = useState<Member>();
  const [linking, setLinking] = useState<Member>();
  const [demoting, setDemoting] = useState<Member>();
  const put = useWrite<typeof putMember>('PUT /api/v1/organizations/{id}/members/{subject}');
  const list = useReadPages<typeof listMembers>(
    'GET /api/v1/organizations/{id}/members',
    (cursor) => ({ path: { id: organization.id }, query: { cursor } }),
    ({ next_cursor: next }) => next,
  );
  const members = list.data?.pages.flatMap((page) => page.members);
  const setRole = (member: Member, role: Member['role']) => {
    if (member.is_caller && role === 'viewer') setDemoting(member);
    else put.mutate({ path: { id: organization.id, subject: member.subject }, body: { role } });
  };
  const manage = {
    pending: put.isPending ? put.variables.path?.subject : undefined,
    onRole: setRole,
    onRemove: setRemoving,
    onLink: setLinking,
  };
  return (
    <Card title="Members" note="Viewers see every figure. Admins also change prices, settings and members.">
      <div className={styles['stack']}>
        {list.error && <ProblemNotice error={list.error} retry={list.refetch} />}
        {put.error && <ProblemNotice error={put.error} />}
        {!members && !list.error && <Skeleton height="10rem" />}
        {members && (
          <DataTable
            caption="Members and their roles"
            columns={memberColumns(organization.time_zone, mayManage(organization) ? manage : undefined)}
            rows={members}
            rowKey={({ subject }) => subject}
          />
        )}
        <More pages={list} />
        {mayManage(organization) && <AddMember existing={members ?? []} />}
      </div>
      {linking && <LinkMemberDialog member={linking} onClose={() => setLinking(undefined)} />}
      {removing && <RemoveMemberDialog member={removing} onClose={() => setRemoving(undefined)} />}
      {demoting && <DemoteMyselfDialog member={demoting} onClose={() => setDemoting(undefined)} />}
    </Card>
  );
}

import type { getRetention } from '../../../../lambdas/organizations/retention/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { count, day, dayAndTime } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Notice } from '../../shared/ui/notice.tsx';

/** What goes if fewer days are kept, and when, before that is saved. @param days whole, from 1 to 1,095 */
export function RetentionNotice({ days }: { readonly days: number }) {
  const { id, time_zone: timeZone } = useOrganization();
  const effect = useRead<typeof getRetention>('GET /api/v1/organizations/{id}/retention', {
    path: { id },
    query: { retention_days: days },
  });
  const { data } = effect;
  const isCurrent = data?.retention_days === days;
  return (
    <Notice kind="warning">
      {isCurrent && data.first_day && data.last_day && (
        <>
          {data.executions === null
            ? 'Tasks'
            : `${count(data.executions)} ${data.executions === 1 ? 'task' : 'tasks'}`}{' '}
          of {count(data.days)} {data.days === 1 ? 'day' : 'days'}, {day(data.first_day)} to{' '}
          {day(data.last_day)}, will be deleted on {dayAndTime(data.runs_at, timeZone).day} at{' '}
          {dayAndTime(data.runs_at, timeZone).time}.{' '}
        </>
      )}
      {isCurrent && data.first_day === null && 'There are no tasks that old today. '}
      Tasks older than {count(days)} days are deleted every night and cannot be brought back. Their totals
      stay, but nobody can look into them or price them again.
    </Notice>
  );
}

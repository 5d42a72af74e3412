import type { listAnomalies } from '../../../../lambdas/anomalies/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { count } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Notice } from '../../shared/ui/notice.tsx';
import { useView } from '../../shared/view/view.ts';

type Open = ResultOf<typeof listAnomalies>['open'];

export const totalOf = (open: Open): number => Object.values(open).reduce((sum, each) => sum + each, 0);

/** Keeps what is still open before the range from being forgotten, as on the first of a month. */
export function OpenElsewhere() {
  const { id } = useOrganization();
  const { name, days } = usePeriod();
  const { change } = useView();
  const enabled = name !== 'all';
  const request = { organization_id: id, limit: 1 };
  const always = useRead<typeof listAnomalies>('GET /api/v1/anomalies', { query: request }, { enabled });
  const inRange = useRead<typeof listAnomalies>(
    'GET /api/v1/anomalies',
    { query: { ...request, start_date: days?.start, end_date: days?.end } },
    { enabled },
  );
  if (!enabled || !always.data || !inRange.data || inRange.isPlaceholderData) return null;
  const elsewhere = totalOf(always.data.open) - totalOf(inRange.data.open);
  if (elsewhere <= 0) return null;
  return (
    <Notice
      actions={
        <Button small onClick={() => change({ range: 'all' })}>
          Show all time
        </Button>
      }
    >
      {count(elsewhere)} more {elsewhere === 1 ? 'is' : 'are'} open outside this period.
    </Notice>
  );
}

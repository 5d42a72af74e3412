import { useState } from 'react';
import type { listPriceSources } from '../../../../../lambdas/pricing/sources/contract.ts';
import { useRead } from '../../../shared/api/use-read.ts';
import { readable } from '../../../../../shared/shown/names.ts';
import { count } from '../../../shared/format/formats.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { DataTable } from '../../../shared/ui/data-table.tsx';
import { Empty } from '../../../shared/ui/empty.tsx';
import { ProblemNotice } from '../../../shared/ui/notice.tsx';
import { Skeleton } from '../../../shared/ui/skeleton.tsx';
import { useView } from '../../../shared/view/view.ts';
import { EndSourceDialog } from './end-source-dialog.tsx';
import { SourceDialog } from './source-dialog.tsx';
import { sourceColumns } from './source-columns.tsx';
import type { PriceSource } from './source.ts';
import styles from './sources.module.css';

/** Which list prices apply to providers that have no list under their own name. */
export function Sources() {
  const { role, time_zone: timeZone } = useOrganization();
  const { provider: wanted } = useView().view;
  const [setting, setSetting] = useState<{ readonly source: PriceSource | undefined }>();
  const [ending, setEnding] = useState<PriceSource>();
  const { data, error, refetch } = useRead<typeof listPriceSources>(
    'GET /api/v1/pricing/sources',
    {},
    { live: false, pollWhile: ({ sources }) => sources.some(({ is_applied: isApplied }) => !isApplied) },
  );
  // Price sources concern all organizations, as list prices do.
  const isOperator = role === null;
  const sources = data?.sources.filter(({ provider }) => wanted === undefined || provider === wanted);
  return (
    <Card
      title="Price sources"
      help="price-source"
      note="Providers that are not listed here are billed by the list of their own name, if there is one. Price sources apply to all organizations and are set by operators."
      actions={
        isOperator && <Button onClick={() => setSetting({ source: undefined })}>Set a price source</Button>
      }
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!sources && !error && <Skeleton height="8rem" />}
      {sources?.length === 0 && (
        <Empty
          title={
            wanted === undefined
              ? 'No provider has a price source.'
              : `${readable(wanted)} has no price source.`
          }
        />
      )}
      {sources && sources.length > 0 && (
        <>
          <p className={styles['count']}>
            {sources.length === 1 ? '1 provider' : `${count(sources.length)} providers`}
          </p>
          <DataTable
            caption="Price sources, by provider"
            columns={sourceColumns(
              timeZone,
              isOperator ? { onChange: (source) => setSetting({ source }), onEnd: setEnding } : undefined,
            )}
            rows={sources}
            rowKey={({ provider }) => provider}
          />
        </>
      )}
      {setting && (
        <SourceDialog
          source={setting.source}
          known={data?.known ?? []}
          onClose={() => setSetting(undefined)}
        />
      )}
      {ending && <EndSourceDialog source={ending} onClose={() => setEnding(undefined)} />}
    </Card>
  );
}

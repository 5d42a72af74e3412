import { readable } from '../../../../../shared/shown/names.ts';
import { instant } from '../../../shared/format/formats.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import type { Column } from '../../../shared/ui/data-table.tsx';
import { TwoLines } from '../../../shared/ui/two-lines.tsx';
import { listOf, type PriceSource } from './source.ts';
import styles from './sources.module.css';

interface Actions {
  readonly onChange: (source: PriceSource) => void;
  readonly onEnd: (source: PriceSource) => void;
}

/** @param actions undefined for those who may only look */
export function sourceColumns(
  timeZone: string,
  actions: Actions | undefined,
): readonly Column<PriceSource>[] {
  if (!actions) return columnsIn(timeZone);
  return [
    ...columnsIn(timeZone),
    {
      name: 'change',
      heading: <span className="visually-hidden">Change</span>,
      numeric: true,
      cell: (source) => {
        const name = (
          <span className="visually-hidden"> the price source of {readable(source.provider)}</span>
        );
        return (
          <span className={styles['actions']}>
            <Button small onClick={() => actions.onChange(source)}>
              Change{name}
            </Button>
            {source.price_source !== null && (
              <Button small onClick={() => actions.onEnd(source)}>
                End{name}
              </Button>
            )}
          </span>
        );
      },
    },
  ];
}

const columnsIn = (timeZone: string): readonly Column<PriceSource>[] => [
  {
    name: 'provider',
    heading: 'Provider',
    rowHeading: true,
    cell: ({ provider }) => <TwoLines first={readable(provider)} second={<code>{provider}</code>} />,
  },
  { name: 'list', heading: 'Billed by the list of', cell: listOf },
  {
    name: 'state',
    heading: 'Status',
    cell: ({ is_applied: isApplied }) =>
      isApplied ? <Chip kind="good">In force</Chip> : <Chip kind="info">Within a minute</Chip>,
  },
  {
    name: 'set',
    heading: 'Set',
    cell: ({ set_by: by, set_at: at }) => <TwoLines first={instant(at, timeZone)} second={by} />,
  },
];

import { instant } from '../../../shared/format/formats.ts';
import type { Organization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import type { Column } from '../../../shared/ui/data-table.tsx';
import styles from './factors.module.css';
import { conditionOf, mayChange, scopeOf, trimmed, type Factor } from './factor.ts';

interface Actions {
  readonly onCorrect: (factor: Factor) => void;
  readonly onEnd: (factor: Factor) => void;
}

/** @param actions for the factors that may be changed; those who may change none have no column for them */
export function factorColumns(
  organization: Organization,
  factors: readonly Factor[],
  { onCorrect, onEnd }: Actions,
): readonly Column<Factor>[] {
  if (!factors.some((factor) => mayChange(organization, factor))) return columnsIn(organization.time_zone);
  return [
    ...columnsIn(organization.time_zone),
    {
      name: 'change',
      heading: <span className="visually-hidden">Change</span>,
      numeric: true,
      cell: (factor) => {
        const name = <span className="visually-hidden"> the factor of {scopeOf(factor)}</span>;
        return (
          mayChange(organization, factor) && (
            <span className={styles['actions']}>
              <Button small onClick={() => onCorrect(factor)}>
                Correct{name}
              </Button>
              {factor.end_date === null && (
                <Button small onClick={() => onEnd(factor)}>
                  End{name}
                </Button>
              )}
            </span>
          )
        );
      },
    },
  ];
}

function factorOf({ factor, superseded_at: at }: Factor) {
  return at === null ? (
    `× ${trimmed(factor)}`
  ) : (
    <>
      <Chip>Superseded</Chip> × {trimmed(factor)}
    </>
  );
}

const columnsIn = (timeZone: string): readonly Column<Factor>[] => [
  { name: 'of', heading: 'Of', rowHeading: true, cell: scopeOf },
  { name: 'for', heading: 'For', oneLine: true, cell: conditionOf },
  { name: 'factor', heading: 'Factor', numeric: true, cell: factorOf },
  {
    name: 'force',
    heading: 'In force',
    oneLine: true,
    cell: ({ effective_date: from, end_date: until }) =>
      [
        from === null ? 'from the beginning' : `since ${instant(from, timeZone)}`,
        ...(until === null ? [] : [`until ${instant(until, timeZone)}`]),
      ].join(' '),
  },
  { name: 'notes', heading: 'Source', cell: ({ notes, created_by: by }) => notes ?? by },
];

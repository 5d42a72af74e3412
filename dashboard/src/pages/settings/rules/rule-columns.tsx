import { readable } from '../../../../../shared/shown/names.ts';
import { instant } from '../../../shared/format/formats.ts';
import { Button } from '../../../shared/ui/button.tsx';
import type { Column } from '../../../shared/ui/data-table.tsx';
import styles from '../settings.module.css';
import { ruleNames, subjectOf, type Version } from '../../../shared/pricing/rule-names.ts';

/** @param onEnd not given for those who may only look */
export function ruleColumns(
  timeZone: string,
  onEnd: ((version: Version) => void) | undefined,
): readonly Column<Version>[] {
  const columns: readonly Column<Version>[] = [
    {
      name: 'rule',
      heading: 'Rule',
      rowHeading: true,
      cell: (version) => (
        <>
          {ruleNames[version.rule]}
          <span className={styles['aside']}> {subjectOf(version)}</span>
        </>
      ),
    },
    { name: 'baseline', heading: 'Baseline', cell: baselineOf },
    {
      name: 'force',
      heading: 'In force',
      cell: ({ effective_date: from, end_date: until }) => (
        <>
          {from === null ? 'from the beginning' : `since ${instant(from, timeZone)}`}
          {until !== null && <span className={styles['aside']}> until {instant(until, timeZone)}</span>}
        </>
      ),
    },
    { name: 'by', heading: 'Set by', cell: ({ created_by: by }) => by },
  ];
  if (!onEnd) return columns;
  return [
    ...columns,
    {
      name: 'end',
      heading: <span className="visually-hidden">End</span>,
      numeric: true,
      cell: (version) =>
        version.end_date === null && (
          <Button small onClick={() => onEnd(version)}>
            End<span className="visually-hidden"> {ruleNames[version.rule]}</span>
          </Button>
        ),
    },
  ];
}

function baselineOf({ rule, provider, model }: Version): string {
  if (rule === 'message') return 'as the message says';
  if (rule === 'requested_model') {
    return provider === null
      ? "at its provider, or the organization's"
      : `at its provider, or ${readable(provider)}`;
  }
  return [provider === null ? '' : readable(provider), model ?? '(no model)'].join(' ');
}

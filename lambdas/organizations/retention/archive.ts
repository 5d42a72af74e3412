import { invalidRequest } from '../../../shared/http/problem.ts';
import { LEAST_DAYS_WITH_ARCHIVE } from './contract.ts';

interface Settings {
  readonly archive: string;
  readonly retention_days: number;
}

/**
 * Refuses what would end days before they can be in files.
 * @param changes what is asked for @param current what holds where it is not given
 * @throws Problem (400) that names the field which was asked for
 */
export function refuseTooShortForArchive(
  changes: { readonly [Name in keyof Settings]?: Settings[Name] | undefined },
  current: Settings = { archive: 'off', retention_days: LEAST_DAYS_WITH_ARCHIVE },
): void {
  const { archive = current.archive, retention_days: days = current.retention_days } = changes;
  if (archive === 'off' || days >= LEAST_DAYS_WITH_ARCHIVE) return;
  throw invalidRequest([
    changes.retention_days === undefined
      ? {
          field: 'archive',
          detail: `takes retention_days of at least ${LEAST_DAYS_WITH_ARCHIVE}; it is ${days}`,
        }
      : {
          field: 'retention_days',
          detail: `must be at least ${LEAST_DAYS_WITH_ARCHIVE} where executions are archived`,
        },
  ]);
}

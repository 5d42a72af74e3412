import { useId } from 'react';
import type { dataExtent } from '../../../../lambdas/analytics/data-extent/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { TextField } from '../../shared/ui/field.tsx';
import { Suggestions } from '../../shared/ui/suggestions.tsx';

interface TimeZoneFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

/** The time zone, for as long as there is nothing that was counted by its days. */
export function TimeZoneField({ value, onChange, error }: TimeZoneFieldProps) {
  const { id } = useOrganization();
  const extent = useRead<typeof dataExtent>('GET /api/v1/analytics/data-extent', {
    query: { organization_id: id },
  });
  const list = useId();
  const isFixed = (extent.data?.first_day ?? null) !== null;
  return (
    <div>
      <TextField
        label="Time zone"
        required
        list={isFixed ? undefined : list}
        readOnly={isFixed}
        autoComplete="off"
        spellCheck={false}
        hint={
          isFixed
            ? 'Can no longer be changed: there are tasks, and their totals are kept by its days.'
            : 'Its days are the reporting days. It cannot be changed once there are tasks.'
        }
        value={value}
        onChange={onChange}
        error={error}
      />
      {!isFixed && <Suggestions id={list} values={['UTC', ...Intl.supportedValuesOf('timeZone')]} />}
    </div>
  );
}

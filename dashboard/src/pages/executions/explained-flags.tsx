import { flagWords } from '../../shared/format/flags.ts';
import { instant } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Chip } from '../../shared/ui/chip.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './explanation.module.css';
import type { Explained } from './explanation.ts';

/** Why someone is to look at it, and whether someone has. */
export function ExplainedFlags({ flags }: { readonly flags: Explained['flags'] }) {
  const { time_zone: timeZone } = useOrganization();
  if (flags.length === 0) return null;
  return (
    <Card title="Flags">
      <ul className={styles['flags']}>
        {flags.map((flag) => (
          <li key={flag.id}>
            <Chip kind={flag.status === 'open' ? 'warning' : 'good'}>{flagWords[flag.kind].label}</Chip>
            <span>
              {flagWords[flag.kind].meaning}{' '}
              {flag.status === 'open'
                ? 'Not reviewed yet.'
                : `Reviewed by ${flag.reviewed_by ?? 'someone'}, ${instant(flag.reviewed_at, timeZone)}${flag.note === null ? '.' : `: “${flag.note}”`}`}
            </span>
            <ViewLink to="/review" changes={{ kind: flag.kind, status: flag.status }}>
              In the review queue
            </ViewLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}

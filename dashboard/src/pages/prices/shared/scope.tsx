import { readable, readableWords } from '../../../../../shared/shown/names.ts';
import { Chip } from '../../../shared/ui/chip.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import type { Price } from './price.ts';
import styles from './shared.module.css';

interface ScopeProps {
  readonly scope: Pick<Price, 'organization_id' | 'provider' | 'model' | 'task_type'>;
  /** The price that its name leads to. */
  readonly priceId: string;
}

/** What a price is for. */
export function Scope({ scope, priceId }: ScopeProps) {
  return (
    <span className={styles['scope']}>
      <ViewLink to={`/prices/${priceId}`} className={styles['model']}>
        {scope.model ?? 'Any model'}
      </ViewLink>
      <span className={styles['aside']}>
        {readable(scope.provider)}
        {scope.task_type !== null && ` · only ${readableWords(scope.task_type)}`}
      </span>
      {scope.organization_id !== null && <Chip kind="info">Contract</Chip>}
    </span>
  );
}

/** The same as one text. */
export const scopeText = ({ provider, model, task_type: task }: ScopeProps['scope']): string =>
  `${model ?? 'any model'} of ${readable(provider)}${task === null ? '' : `, ${readableWords(task)}`}`;

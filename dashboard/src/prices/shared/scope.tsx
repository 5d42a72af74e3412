import { readable, readableWords } from '../../runtime/format/names.ts';
import { Chip } from '../../runtime/ui/chip.tsx';
import type { Price } from './price.ts';
import styles from './shared.module.css';

interface ScopeProps {
  readonly scope: Pick<Price, 'organization_id' | 'provider' | 'model' | 'task_type'>;
}

/** What a price is for. */
export function Scope({ scope }: ScopeProps) {
  return (
    <span className={styles['scope']}>
      <span className={styles['model']}>{scope.model ?? 'Any model'}</span>
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

import { Button } from './button.tsx';
import styles from './more.module.css';

interface MoreProps {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** Adds the next page of a list, if there is one. */
export function More({ pages }: MoreProps) {
  if (!pages.hasNextPage) return null;
  return (
    <div className={styles['more']}>
      <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {pages.isFetchingNextPage ? 'Loading…' : 'Show more'}
      </Button>
    </div>
  );
}

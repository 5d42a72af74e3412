import { useEffect, type ReactNode } from 'react';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** What the page is for, where its title does not say it all. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One page: its heading, which is also the window's title, and its parts below each other. */
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Payback`;
  }, [title]);
  return (
    <>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{title}</h1>
        {actions}
        {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
      </header>
      <div className={styles['page']}>{children}</div>
    </>
  );
}

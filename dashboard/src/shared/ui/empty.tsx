import type { ReactNode } from 'react';
import styles from './empty.module.css';

/** Stands where there is nothing to show, and says what to do about it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{title}</p>
      {children}
    </div>
  );
}

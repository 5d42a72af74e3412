import { useEffect, type ReactNode } from 'react';
import { Logo } from './logo.tsx';
import styles from './notice-page.module.css';

/** A page of its own with one thing to say. */
export function NoticePage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Payback`;
  }, [title]);
  return (
    <main className={styles['page']}>
      <Logo size={40} />
      <h1>{title}</h1>
      {children}
    </main>
  );
}

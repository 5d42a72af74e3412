import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './notice.module.css';

interface NoticeProps {
  readonly kind?: 'error' | 'warning' | 'success';
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A message about the state of things. Errors are read out at once, others when there is time. */
export function Notice({ kind, actions, children }: NoticeProps) {
  return (
    <div
      className={classNames(styles['notice'], kind && styles[kind])}
      role={kind === 'error' ? 'alert' : 'status'}
    >
      <p>{children}</p>
      {actions}
    </div>
  );
}

interface ProblemNoticeProps {
  readonly error: Error;
  /** Tries again what failed. */
  readonly retry?: (() => unknown) | undefined;
}

/** What went wrong, with every field that is named, and a way to try again. */
export function ProblemNotice({ error, retry }: ProblemNoticeProps) {
  const errors = error instanceof ApiProblem ? (error.details.errors ?? []) : [];
  return (
    <div className={classNames(styles['notice'], styles['error'])} role="alert">
      <p>{error.message}</p>
      {retry && (
        <Button small onClick={() => void retry()}>
          Try again
        </Button>
      )}
      {errors.length > 0 && (
        <ul className={styles['fields']}>
          {errors.map(({ field, parameter, detail }) => (
            <li key={`${field ?? parameter}: ${detail}`}>
              <code>{field ?? parameter}</code> {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

import { useState } from 'react';
import type { Route } from '../../../../shared/http/route.ts';
import type { OperationName, RequestOf } from '../api/operation.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNotice } from '../ui/notice.tsx';
import styles from './downloads.module.css';
import { useDownload } from './use-download.ts';

interface DownloadsProps<R extends Route> {
  readonly name: OperationName<R>;
  readonly files: readonly {
    readonly label: string;
    /** Undefined: it is not known yet what to ask for. */
    readonly request: RequestOf<R> | undefined;
    readonly filename?: string;
  }[];
  readonly small?: boolean;
}

/** A button for each file that can be had, one at a time, and what went wrong below them. */
export function Downloads<R extends Route>({ name, files, small }: DownloadsProps<R>) {
  const { mutate, isPending, error, variables } = useDownload<R>(name);
  const [chosen, setChosen] = useState<string>();
  return (
    <>
      <div className={styles['buttons']}>
        {files.map(({ label, request, filename }) => {
          const isRunning = isPending && chosen === label;
          return (
            <Button
              key={label}
              small={small}
              disabled={isPending || request === undefined}
              aria-busy={isRunning}
              onClick={() => {
                if (!request) return;
                setChosen(label);
                mutate({ request, filename });
              }}
            >
              {isRunning ? 'Preparing…' : label}
            </Button>
          );
        })}
      </div>
      {error && (
        <div className={styles['problem']}>
          <ProblemNotice error={error} retry={variables && (() => mutate(variables))} />
        </div>
      )}
    </>
  );
}

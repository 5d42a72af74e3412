import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { retryDelay } from '../api/retry.ts';
import { classNames } from '../ui/class-names.ts';
import styles from '../ui/notice.module.css';

/** Says why what is shown does not come yet, where the API has said when to ask again. */
export function Waiting() {
  const client = useQueryClient();
  const problem = useSyncExternalStore(
    (changed) => client.getQueryCache().subscribe(changed),
    () => awaited(client),
  );
  return problem && <WaitingFor key={problem.retryAt} problem={problem} />;
}

function WaitingFor({ problem }: { readonly problem: ApiProblem }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil(retryDelay(0, problem, now) / 1_000);
  const { title } = problem.details;
  return (
    <div className={classNames(styles['notice'], styles['warning'])}>
      {/* Read out once, and not with every second. */}
      <p aria-hidden>{seconds > 0 ? `${title}; trying again in ${seconds} s.` : `${title}; trying again.`}</p>
      <p role="status" className="visually-hidden">
        {title}; trying again by itself.
      </p>
    </div>
  );
}

/** Of reads that wait to be tried again, the problem of the one that waits longest. */
function awaited(client: QueryClient): ApiProblem | undefined {
  return client
    .getQueryCache()
    .findAll({ type: 'active', fetchStatus: 'fetching' })
    .map(({ state }) => state.fetchFailureReason)
    .filter((reason) => reason instanceof ApiProblem)
    .filter(({ retryAt }) => retryAt !== undefined)
    .toSorted((one, other) => (other.retryAt ?? 0) - (one.retryAt ?? 0))[0];
}

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { since } from '../format/formats.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './freshness.module.css';
import { useConnection } from './live-updates.tsx';

/** Twice the time between polls, and some for a slow answer: after that, something is wrong. */
const STALE_MS = 75_000;

/** How old what is shown is, and how changes get here. */
export function Freshness() {
  const connection = useConnection();
  const client = useQueryClient();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const updated = lastUpdate(client);
  const age = Math.max(0, now - updated);
  const state = connection === 'polling' && updated > 0 && age > STALE_MS ? 'stale' : connection;
  return (
    <span className={classNames(styles['freshness'], styles[state])} data-connection={state}>
      <span className={styles['dot']} />
      {/* One text: parts of it would move when those before them change. */}
      {updated > 0 ? `${labels[state]} · updated ${since(age)}` : labels[state]}
      {/* Read out when it changes, which its age does every second. */}
      <span role="status" className="visually-hidden">
        {labels[state]}
      </span>
    </span>
  );
}

const labels = {
  connecting: 'connecting',
  live: 'live',
  polling: 'polling',
  stale: 'stale',
  offline: 'offline',
};

/** When the API last confirmed figures that are shown. */
function lastUpdate(client: QueryClient): number {
  const times = client
    .getQueryCache()
    .findAll({ type: 'active', predicate: ({ queryKey }) => String(queryKey[0]).includes('/analytics/') })
    .map(({ state }) => state.dataUpdatedAt);
  return Math.max(0, ...times);
}

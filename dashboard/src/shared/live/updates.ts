import { config } from '../session/config.ts';
import { pausesBetweenConnections } from './pauses.ts';
import { connect } from './socket.ts';

/** `live`: told of each change. `polling`: asking every 30 seconds. `offline`: neither is possible. */
export type Connection = 'connecting' | 'live' | 'polling' | 'offline';

const POLL_MS = 30_000;

export interface UpdatesOptions {
  readonly organizationId: string;
  /** Figures have changed, or may have. */
  readonly onChanged: () => void;
  readonly onConnection: (connection: Connection) => void;
}

/** Keeps a live connection, with polling while there is none. @returns how to end it */
export function startUpdates({ organizationId, onChanged, onConnection }: UpdatesOptions): () => void {
  const ended = new AbortController();
  let isTrying = false;
  let isLive = false;
  const pauses = pausesBetweenConnections(Date.now, Math.random);
  let retry: ReturnType<typeof setTimeout> | undefined;

  const report = () => onConnection(!navigator.onLine ? 'offline' : isLive ? 'live' : 'polling');
  const attempt = async () => {
    clearTimeout(retry);
    if (isTrying) return;
    isTrying = true;
    try {
      // For good: isTrying stays.
      if (config().live_updates === 'off') return report();
      await connect(organizationId, {
        signal: ended.signal,
        onOpen: () => {
          pauses.opened();
          isLive = true;
          report();
          // What changed while there was no connection was not told.
          onChanged();
        },
        onChanged,
      });
    } catch {
      // It could not be opened, or not even be asked for: the next one comes later.
    }
    isTrying = false;
    isLive = false;
    if (ended.signal.aborted) return;
    report();
    retry = setTimeout(() => void attempt(), pauses.ended());
  };

  const poll = setInterval(() => {
    if (!isLive && navigator.onLine && document.visibilityState === 'visible') onChanged();
  }, POLL_MS);
  const onNetwork = () => {
    report();
    if (navigator.onLine) void attempt();
  };
  addEventListener('online', onNetwork);
  addEventListener('offline', onNetwork);
  void attempt();
  return () => {
    ended.abort();
    clearTimeout(retry);
    clearInterval(poll);
    removeEventListener('online', onNetwork);
    removeEventListener('offline', onNetwork);
  };
}

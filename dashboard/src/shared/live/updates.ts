import { config } from '../session/config.ts';
import { connect } from './socket.ts';

/** `live`: told of each change. `polling`: asking every 30 seconds. `offline`: neither is possible. */
export type Connection = 'connecting' | 'live' | 'polling' | 'offline';

const POLL_MS = 30_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

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
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const report = () => onConnection(!navigator.onLine ? 'offline' : isLive ? 'live' : 'polling');
  const attempt = async () => {
    clearTimeout(retry);
    if (isTrying) return;
    isTrying = true;
    try {
      // For good: isTrying stays.
      if ((await config()).live_updates === 'off') return report();
      await connect(organizationId, {
        signal: ended.signal,
        onOpen: () => {
          failures = 0;
          isLive = true;
          report();
          // What changed while there was no connection was not told.
          onChanged();
        },
        onChanged,
      });
    } catch {
      failures += 1;
    }
    isTrying = false;
    isLive = false;
    if (ended.signal.aborted) return;
    report();
    // Full jitter: those who lost their connections together do not come back together.
    const longest = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
    retry = setTimeout(() => void attempt(), FIRST_RETRY_MS / 2 + Math.random() * longest);
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

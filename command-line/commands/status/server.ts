import { age } from '../../output.ts';
import { count, LIMITS, percent, type Check, type Status } from './check.ts';

type Session = Status['sessions'][number];

const BUSY = 'The database is busy';
export const LOCKS = 'payback locks';

/** What the server tells whatever is locked. */
export function checkServer({ sessions, ...server }: Status): Check[] {
  const { connections, most_connections: most } = server;
  return [
    {
      what: 'Database',
      value: server.read_only ? 'takes no changes: a failover, or a full disk' : 'takes changes',
      limit: 'takes changes',
      isWell: !server.read_only,
      runbook: 'The database cannot be reached',
    },
    {
      what: 'Connections',
      value: `${count(connections)} of ${count(most)}`,
      limit: `${LIMITS.connectionsPercent}%`,
      isWell: percent(connections, most) <= LIMITS.connectionsPercent,
      runbook: BUSY,
    },
    checkLocks(sessions),
    checkLongest(
      'Idle transactions',
      sessions.filter(({ state }) => state?.startsWith('idle in transaction') === true),
      'state_seconds',
      LIMITS.idleTransaction,
    ),
    checkLongest('Longest transaction', sessions, 'transaction_seconds', LIMITS.transaction),
  ];
}

function checkLocks(sessions: readonly Session[]): Check {
  const waiting = sessions.filter(({ blocked_by: by }) => by.length > 0);
  const longest = Math.max(0, ...waiting.map(({ state_seconds: each }) => each ?? 0));
  const holders = new Set(waiting.flatMap(({ blocked_by: by }) => by));
  // Whoever waits itself is in the middle of the chain.
  for (const { pid } of waiting) holders.delete(pid);
  const named = [...holders].map((pid) => nameOf(sessions.find((each) => each.pid === pid) ?? { pid }));
  return {
    what: 'Locks',
    value:
      waiting.length === 0
        ? 'nobody waits'
        : `${count(waiting.length)} wait, for up to ${age(longest)}, for ${named.join('; ') || 'each other'}`,
    limit: `no wait over ${age(LIMITS.lockWait)}`,
    hint: LOCKS,
    isWell: longest <= LIMITS.lockWait,
    runbook: BUSY,
  };
}

function checkLongest(
  what: string,
  sessions: readonly Session[],
  by: 'state_seconds' | 'transaction_seconds',
  limit: number,
): Check {
  const [longest] = sessions.toSorted((one, other) => (other[by] ?? 0) - (one[by] ?? 0));
  const seconds = longest?.[by] ?? null;
  const isWell = seconds === null || seconds <= limit;
  const value =
    longest === undefined || seconds === null
      ? 'none'
      : isWell
        ? age(seconds)
        : `${age(seconds)}: ${nameOf(longest)}`;
  return { what, value, limit: age(limit), isWell, runbook: BUSY, hint: LOCKS };
}

/** A session with what it does and holds. */
export function nameOf(session: Pick<Session, 'pid'> & Partial<Session>): string {
  const { pid, role, state, holds = [], transaction_seconds: open = null } = session;
  const facts = [
    role,
    state,
    open === null ? null : `for ${age(open)}`,
    holds.length > 0 ? `holds ${holds.join(', ')}` : null,
  ];
  const known = facts.filter((fact) => fact != null);
  return `pid ${pid}${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
}

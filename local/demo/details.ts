import { hash } from 'node:crypto';
import { codex, type Model } from './models.ts';

const teams = ['checkout', 'search', 'platform', 'mobile'] as const;
const projects = ['payments', 'relevance', 'build-system', 'app'] as const;
/** One in so many runs of Codex is part of a nightly batch, at the half of the price. */
const BATCHES = 20;
/** One result in so many is rated, by whoever reviewed it. */
const RATED = 3;
const HALF_DAY = 43_200_000;

export interface Run {
  readonly id: string;
  readonly model: Model;
  readonly user: string;
  readonly start: Date;
  readonly success: boolean;
  readonly isRouted: boolean;
  readonly attempt: number;
}

/** By the id, so that a run that is sent again says the same. */
export const numberOf = (id: string): number => Number.parseInt(id.slice(-6), 16);

/** What the work is for and how it was asked for; routers of an older version know of its labels alone. */
export function details(run: Run) {
  const number = numberOf(run.id);
  const team = number % teams.length;
  const labels = { team: teams[team] ?? '', project: projects[team] ?? '' };
  if (run.model.reports === 'sums') return { labels };
  const rest = Math.floor(number / teams.length);
  return {
    labels,
    request_id: `req_${run.id.slice(-12)}`,
    session_id: session(run),
    attempt: run.attempt,
    ...(run.model.provider === codex.provider && rest % BATCHES === 0 ? { service_tier: 'batch' } : {}),
    ...(run.success && rest % RATED === 0 ? { quality: (60 + (rest % 41)) / 100 } : {}),
    // Its own small model reads each task before it chooses: 2,000 to 4,000 tokens at ten cents for a million.
    ...(run.isRouted ? { router_cost: `0.000${200 + (number % 200)}` } : {}),
  };
}

/** A developer's editor keeps one for half a day. It does not tell whose it is. */
function session({ user, start }: Run): string {
  const digest = hash('sha256', `${user}/${Math.floor(start.getTime() / HALF_DAY)}`, 'hex');
  return `session-${digest.slice(0, 12)}`;
}

import type { Result } from '../support/report.ts';
import type { Outcome } from './load-contract.ts';

const MOST_P95_MS = 200;
const LEAST_WITH_ETAGS = 2_000;
const MOST_BYTES = 1_000_000_000;

interface Measured {
  readonly opened: Outcome;
  readonly polled: Outcome;
  readonly pressed: Outcome;
  readonly bare: Outcome;
  /** Resident memory of the process of the deployment, in bytes. */
  readonly peak: number;
  /** Processor time of the process of the deployment for a request with an ETag, in microseconds. */
  readonly processorTime: number;
  readonly clients: number;
  readonly perSecond: number;
}

export function results({
  opened,
  polled,
  pressed,
  bare,
  peak,
  processorTime,
  clients,
  perSecond,
}: Measured): Result[] {
  const errors = [opened, polled, pressed].flatMap((each) => Object.entries(each.errors));
  const failed = errors.reduce((sum, [, count]) => sum + count, 0);
  const closed = clients - pressed.open_sockets;
  const answered = polled.requests / polled.seconds;
  const withEtags = pressed.requests / pressed.seconds;
  const alone = bare.requests / bare.seconds;
  const requests = opened.requests + polled.requests + pressed.requests;
  return [
    {
      name: `${perSecond} requests/s of ${clients} dashboards`,
      measured: `p50 ${polled.p50.toFixed(0)}, p95 ${polled.p95.toFixed(0)} ms at ${answered.toFixed(0)}/s`,
      baseline: `a server that does nothing: p95 ${bare.p95.toFixed(0)} ms`,
      ratio: polled.p95 / bare.p95,
      target: {
        text: `p95 <= ${MOST_P95_MS} ms at ${perSecond}/s`,
        met: polled.p95 <= MOST_P95_MS && answered >= 0.95 * perSecond,
      },
    },
    {
      name: 'with ETags, as many as it answers',
      measured: `${withEtags.toFixed(0)}/s, ${((100 * pressed.unchanged) / pressed.requests).toFixed(0)}% unchanged, p95 ${pressed.p95.toFixed(0)} ms, ${processorTime.toFixed(0)} µs of processor each`,
      baseline: `a server that does nothing: ${alone.toFixed(0)}/s`,
      ratio: withEtags / alone,
      target: { text: `>= ${LEAST_WITH_ETAGS}/s`, met: withEtags >= LEAST_WITH_ETAGS },
    },
    {
      name: 'errors and closed sockets',
      measured: `${failed} errors${errors.map(([what, count]) => `, ${count} ${what}`).join('')}; ${closed} closed`,
      baseline: `${requests} requests, ${clients} sockets`,
      ratio: (failed + closed) / requests,
      target: { text: 'none', met: failed + closed === 0 },
    },
    {
      name: 'memory of the local deployment',
      measured: `${(peak / 1e6).toFixed(0)} MB`,
      baseline: `${MOST_BYTES / 1e6} MB`,
      ratio: peak / MOST_BYTES,
      target: { text: `<= ${MOST_BYTES / 1e6} MB`, met: peak <= MOST_BYTES },
    },
  ];
}

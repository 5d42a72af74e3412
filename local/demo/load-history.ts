import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { StartupError } from '../startup-error.ts';
import type { CallApi } from './api.ts';
import type { ExecutionMessage } from './execution.ts';
import type { Sender } from './send.ts';

const PROGRESS_EVERY = 2_000;
const POLL_MS = 250;
/** Far longer than the fold, a retry or a slow machine takes; the queue's visibility timeout is three minutes. */
const PATIENCE_MS = 300_000;

const summarySchema = z.object({ tasks: z.number() });

export interface LoadOptions {
  readonly call: CallApi;
  readonly sender: Pick<Sender, 'send'>;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/**
 * Sends the messages of one organization and waits until its savings summary tells of all of them.
 * @throws StartupError when no more arrive
 */
export async function loadHistory(
  organizationId: string,
  messages: readonly ExecutionMessage[],
  { call, sender, signal, onProgress }: LoadOptions,
): Promise<void> {
  const begun = performance.now();
  const total = messages.length.toLocaleString('en-US');
  await sender.send(messages, (sent) => {
    if (sent % PROGRESS_EVERY !== 0 && sent !== messages.length) return;
    onProgress(`History: ${sent.toLocaleString('en-US')} of ${total} messages are sent`);
  });
  const starts = messages.map(({ data }) => data.start_time).sort();
  const query = new URLSearchParams({
    organization_id: organizationId,
    period: 'month',
    start_date: starts.at(0) ?? '',
    end_date: starts.at(-1) ?? '',
  });
  let arrived = 0;
  let arrivedAt = performance.now();
  while (arrived < messages.length) {
    const { tasks } = summarySchema.parse(
      await call('GET', `/analytics/savings/summary?${query.toString()}`),
    );
    if (tasks !== arrived) arrivedAt = performance.now();
    arrived = tasks;
    if (performance.now() - arrivedAt > PATIENCE_MS) {
      throw new StartupError(
        `The demo's history does not arrive: ${arrived} of ${messages.length} messages are stored. ` +
          'See the logs of ingest in the data directory, or start with --no-demo.',
      );
    }
    if (arrived < messages.length) await setTimeout(POLL_MS, undefined, { signal });
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  onProgress(`History: ${total} of ${total} messages are stored and priced (${seconds} s)`);
}

import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { ENDPOINTS_FILE, readEndpoints } from '../../local/endpoints.ts';
import { requestToken } from '../../local/identity/token.ts';
import { StartupError } from '../../local/startup-error.ts';
import { Trouble } from '../trouble.ts';
import type { Target } from './target.ts';

export interface LocalOptions {
  readonly dataDir: string;
  /** Who asks; an operator. */
  readonly as: string;
  readonly token?: string | undefined;
  readonly now: () => number;
}

/** What `npm start` runs with this data directory. */
export async function localTarget(options: LocalOptions): Promise<Target> {
  const directory = path.resolve(options.dataDir);
  const endpoints = await readEndpoints(directory).catch((error: unknown) => {
    if (!(error instanceof StartupError)) throw error;
    throw new Trouble(error.message, 'For a deployment on AWS, name its stage: --stage prod.');
  });
  const client = {
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  return {
    name: 'this machine',
    stage: 'dev',
    isLocal: true,
    apiUrl: endpoints.api_url,
    queueUrl: endpoints.queue_url,
    deadLetterQueueUrl: endpoints.dead_letter_queue_url,
    sqs: new SQSClient({ ...client, endpoint: endpoints.sqs_endpoint }),
    lambda: new LambdaClient({ ...client, endpoint: endpoints.lambda_endpoint }),
    // Written when all of it runs.
    runningSince: (await stat(path.join(directory, ENDPOINTS_FILE))).mtimeMs,
    async oldestMessage(queueUrl, signal) {
      const first = await firstSent(endpoints.sqs_endpoint, queueUrl, signal);
      return first === null ? null : Math.max(0, Math.floor((options.now() - first) / 1_000));
    },
    token: async () => options.token ?? (await requestToken(endpoints.issuer_url, options.as, ['operators'])),
  };
}

const sent = z.object({ sentTimestamp: z.number() });
const inspected = z.object({
  messages: z.object({
    ready: z.array(sent),
    delayed: z.array(sent),
    inflight: z.array(z.object({ message: sent })),
  }),
});

/** When the oldest message was sent, in epoch milliseconds, as the local SQS server tells of a queue without touching it. */
async function firstSent(endpoint: string, queueUrl: string, signal: AbortSignal): Promise<number | null> {
  const name = queueUrl.split('/').at(-1) ?? '';
  const response = await fetch(`${endpoint}/_fauxqs/queues/${name}`, { signal }).catch(() => undefined);
  if (response?.ok !== true) throw new Trouble('the queue does not answer');
  const { ready, delayed, inflight } = inspected.parse(await response.json()).messages;
  const times = [...ready, ...delayed, ...inflight.map(({ message }) => message)].map(
    ({ sentTimestamp }) => sentTimestamp,
  );
  return times.length === 0 ? null : times.reduce((one, other) => Math.min(one, other));
}

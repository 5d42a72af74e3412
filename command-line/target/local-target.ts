import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import path from 'node:path';
import { readEndpoints } from '../../local/endpoints.ts';
import { requestToken } from '../../local/identity/token.ts';
import { StartupError } from '../../local/startup-error.ts';
import { Trouble } from '../trouble.ts';
import type { Target } from './target.ts';

export interface LocalOptions {
  readonly dataDir: string;
  /** Who asks; an operator. */
  readonly as: string;
  readonly token?: string | undefined;
}

/** What `npm start` runs with this data directory. */
export async function localTarget(options: LocalOptions): Promise<Target> {
  const endpoints = await readEndpoints(path.resolve(options.dataDir)).catch((error: unknown) => {
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
    token: async () => options.token ?? (await requestToken(endpoints.issuer_url, options.as, ['operators'])),
  };
}

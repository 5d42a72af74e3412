import { DeleteMessageBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { createBatchCollector } from './batch-collector.ts';
import type { Deployment } from '../cloudformation/deployment.ts';
import { FunctionError, ThrottledError } from '../lambda/function-error.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { failedMessageIds } from './partial-batch-response.ts';
import { settleWithin } from '../settle-within.ts';
import { toRecord } from './sqs-event.ts';

/** Deletes at the same time, of ten messages each. */
const DELETERS = 4;

const mappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().default(10),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).default({ MaximumConcurrency: 5 }),
  // Not run here: a template that begins to use it fails to start instead of filtering nothing.
  FilterCriteria: z.undefined().optional(),
});
type Mapping = z.infer<typeof mappingSchema>;

export interface EventSourceMappings {
  /** Takes no more messages and gives those that are being delivered `graceSeconds`. */
  stop(graceSeconds: number): Promise<void>;
}

/**
 * Polls the queues and invokes the functions of the template's event source mappings. What a function does not
 * accept is left to its visibility timeout, and the queue's own redrive policy decides when that has been enough.
 */
export function startEventSourceMappings(
  deployment: Deployment,
  client: SQSClient,
  lambda: Lambda,
): EventSourceMappings {
  const started = deployment.resources('AWS::Lambda::EventSourceMapping').flatMap((resource) => {
    const mapping = deployment.properties(resource, mappingSchema);
    const queue = deployment
      .resources('AWS::SQS::Queue')
      .find((candidate) => deployment.valueOf(candidate, 'Arn') === mapping.EventSourceArn);
    if (queue === undefined)
      throw new Error(`${resource.logicalId}: ${mapping.EventSourceArn} is not a queue here.`);
    return mapping.Enabled ? start(mapping, deployment.valueOf(queue), client, lambda) : [];
  });
  return {
    async stop(graceSeconds) {
      await Promise.all(started.map((mapping) => mapping.stop(graceSeconds)));
    },
  };
}

function start(mapping: Mapping, queueUrl: string, client: SQSClient, lambda: Lambda): EventSourceMappings {
  const stopping = new AbortController();
  const deliveries = new Set<Promise<void>>();
  const settings = {
    queueUrl,
    batchSize: mapping.BatchSize,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds,
  };
  const collect = createBatchCollector(client, settings, () => stopping.signal.aborted);

  const poll = async () => {
    while (!stopping.signal.aborted) {
      // As on AWS, nothing is received that could not be handed over at once.
      while (deliveries.size >= mapping.ScalingConfig.MaximumConcurrency) await Promise.race(deliveries);
      try {
        const batch = await collect();
        if (batch.length === 0) continue;
        const delivery = deliver(batch).finally(() => deliveries.delete(delivery));
        deliveries.add(delivery);
      } catch (error) {
        if (stopping.signal.aborted) return;
        console.error(`Polling ${queueUrl} failed, trying again: ${String(error)}`);
        await setTimeout(1000);
      }
    }
  };

  const deliver = async (batch: readonly Message[]): Promise<void> => {
    try {
      const event = { Records: batch.map((message) => toRecord(message, mapping.EventSourceArn)) };
      const result = await lambda.invoke(mapping.FunctionName, event);
      const partial = mapping.FunctionResponseTypes.includes('ReportBatchItemFailures');
      const ids = batch.map((message) => message.MessageId ?? '');
      const failed = partial ? failedMessageIds(result, ids) : new Set<string>();
      await remove(batch.filter((message) => !failed.has(message.MessageId ?? '')));
    } catch (error) {
      // Either way the batch becomes visible again. A function's failure has been reported as such.
      if (error instanceof FunctionError || error instanceof ThrottledError) return;
      console.error(`Delivering a batch of ${queueUrl} failed: ${String(error)}`);
    }
  };

  const remove = async (messages: readonly Message[]): Promise<void> => {
    const rest = [...messages];
    const next = async () => {
      for (let ten = rest.splice(0, 10); ten.length > 0; ten = rest.splice(0, 10)) {
        const Entries = ten.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      }
    };
    await Promise.all(Array.from({ length: DELETERS }, next));
  };

  const polling = poll();
  return {
    async stop(graceSeconds) {
      stopping.abort();
      await settleWithin(graceSeconds, [polling]);
      await settleWithin(graceSeconds, deliveries);
    },
  };
}

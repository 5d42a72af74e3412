import { AsyncLocalStorage } from 'node:async_hooks';
import * as z from 'zod';
import { adjust } from './adjust.ts';
import { attestedSender } from './sender.ts';

/** The attribute with which the queue keeps a message's sender, on disk too; no receiver sees it. */
const KEPT_AS = 'payback-local-sender';

const httpRequest = z.object({ headers: z.object({ authorization: z.string().optional() }) });
const created = z.looseObject({ messageAttributes: z.record(z.string(), z.unknown()) });
const receiving = z.object({
  body: z.looseObject({ MessageAttributeNames: z.array(z.string()).min(1) }),
});
const received = z.looseObject({
  Messages: z.array(
    z.looseObject({
      Attributes: z.record(z.string(), z.string()).optional(),
      MessageAttributes: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
const attribute = z.object({ StringValue: z.string() });

/**
 * Has the queue server attest as the sender of each message who has signed its request, as SQS does; of itself it names one
 * sender for all. To be called in its thread, before it starts.
 */
export async function attestSenders(): Promise<void> {
  const senders = new AsyncLocalStorage<string>();
  const library = import.meta.resolve('fauxqs');
  // Parts that it does not export, of the exact version that package.json names.
  const router: object = await import(new URL('sqs/sqsRouter.js', library).href);
  const store: object = await import(new URL('sqs/sqsStore.js', library).href);

  adjust(Reflect.get(Reflect.get(router, 'SqsRouter'), 'prototype'), 'handle', async (handle, self, args) => {
    const [request] = args;
    const names = receiving.safeParse(request).data?.body.MessageAttributeNames;
    if (names)
      Reflect.set(Reflect.get(Object(request), 'body'), 'MessageAttributeNames', [...names, KEPT_AS]);
    const sender = attestedSender(httpRequest.safeParse(request).data?.headers.authorization);
    const answer = await senders.run(sender, () => Reflect.apply(handle, self, args));
    const messages = received.safeParse(answer);
    return messages.success ? { ...messages.data, Messages: messages.data.Messages.map(withSender) } : answer;
  });

  // Past the check sum of the attributes, which is of those that were sent.
  adjust(Reflect.get(store, 'SqsStore'), 'createMessage', (create, self, args) => {
    const message = created.parse(Reflect.apply(create, self, args));
    const kept = { DataType: 'String', StringValue: senders.getStore() ?? attestedSender(undefined) };
    return { ...message, messageAttributes: { ...message.messageAttributes, [KEPT_AS]: kept } };
  });
}

type Received = z.output<typeof received>['Messages'][number];

/** What a receiver gets: the sender where it has asked for it, and the attributes that were sent. */
function withSender({ Attributes: system, MessageAttributes: all = {}, ...message }: Received): object {
  const { [KEPT_AS]: kept, ...sent } = all;
  const sender = attribute.safeParse(kept).data?.StringValue;
  const asked = system?.['SenderId'] !== undefined && sender !== undefined;
  return {
    ...message,
    ...(system && { Attributes: asked ? { ...system, SenderId: sender } : system }),
    ...(Object.keys(sent).length > 0 && { MessageAttributes: sent }),
  };
}

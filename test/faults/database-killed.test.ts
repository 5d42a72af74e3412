import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Cluster } from '../support/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { limit } from '../support/limits.ts';
import { ownCluster, startFaultStack, type FaultStack } from './support/stack.ts';

let cluster: Cluster;
let stack: FaultStack;
beforeAll(async () => {
  cluster = await ownCluster();
  stack = await startFaultStack({ cluster, concurrency: 2 });
}, limit(90));
afterAll(async () => {
  await stack.stop();
  await cluster.stop();
}, limit(60));

test(
  'a database that is killed under load, and started again, has what it had committed and gets the rest',
  async () => {
    const { account, queue, failed, check } = stack;
    const sending = queue.send([
      ...account.executions(300),
      ...account.repetitions(40),
      ...account.refused(20),
    ]);
    for (const processed of [5, 15]) {
      await eventually(
        () => queue.deliveries.filter(({ outcome }) => outcome).length >= processed || undefined,
        60,
      );
      await cluster.kill();
      // Nothing is answered until it is there again.
      await failed();
      await cluster.restart();
      await queue.comeBack();
    }
    await sending;
    await eventually(async () => {
      await queue.comeBack();
      return (await queue.left()) === 0 || undefined;
    }, 60);
    await check();
    expect(queue.deliveries.flatMap(({ outcome }) => outcome?.error ?? [])).toEqual([]);
  },
  limit(120),
);

import { afterAll, beforeAll } from '@jest/globals';
import { limit } from '../../support/limits.ts';
import { startFaultStack, type FaultStack, type StackOptions } from './stack.ts';

/** A stack for the tests of a file. @returns what gives it, once they run */
export function useStack(options: StackOptions = {}): () => FaultStack {
  let stack: FaultStack | undefined;
  beforeAll(async () => {
    stack = await startFaultStack(options);
  }, limit(60));
  afterAll(async () => {
    await stack?.stop();
  }, limit(60));
  return () => {
    if (stack === undefined) throw new Error('the stack has not started');
    return stack;
  };
}

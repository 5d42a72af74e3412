import { Trouble } from '../../trouble.ts';

/**
 * What one of the parts of a deployment answers, or why it does not: the others tell what they tell all the same.
 * @param seconds after which nobody waits any longer
 */
export async function answered<Result>(
  seconds: number,
  ask: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | Trouble> {
  const signal = AbortSignal.timeout(Math.ceil(seconds * 1_000));
  try {
    return await ask(signal);
  } catch (error) {
    const hint = error instanceof Trouble ? error.hint : undefined;
    if (signal.aborted) return new Trouble(`no answer within ${Math.round(seconds)} s`, hint);
    return error instanceof Trouble
      ? error
      : new Trouble(Error.isError(error) ? error.message : String(error));
  }
}

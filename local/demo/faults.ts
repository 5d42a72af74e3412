import { executionId, type ExecutionMessage } from './execution.ts';

const DAY = 86_400_000;
/** The load sends what went wrong on the last days: all of it arrives, and is counted, on the day of the load. */
const FAULTY_DAYS = 12;
/** On one day in so many a run was sent again with another outcome. */
const CONFLICTS = 5;

/**
 * What an older router gets wrong: about once a day it reports a sum that is less than its parts, and now and then it sends a
 * run again whose outcome it has changed. None of it is ever stored.
 * @param history in which the runs are that it is about, stored before
 */
export function createFaults(history: readonly ExecutionMessage[], end: Date): ExecutionMessage[] {
  return Array.from({ length: FAULTY_DAYS }, (_, day) => {
    const last = end.getTime() - day * DAY;
    const sent = history.find(
      (message) =>
        hasSum(message) && last - DAY <= Date.parse(message.time) && Date.parse(message.time) < last,
    );
    if (sent === undefined) return [];
    return day % CONFLICTS === 0 ? [impossible(sent), conflicting(sent)] : [impossible(sent)];
  }).flat();
}

export const hasSum = ({ data }: ExecutionMessage): boolean =>
  data.tokens_used != null && data.output_tokens != null;

/** The same work, of which the sum leaves the input out. */
export function impossible(message: ExecutionMessage): ExecutionMessage {
  const { data } = message;
  const id = executionId(new Date(data.start_time), `${message.id}/impossible`);
  return { ...message, id, data: { ...data, tokens_used: data.output_tokens } };
}

/** A run whose outcome was changed after it had been sent. */
const conflicting = (message: ExecutionMessage): ExecutionMessage => ({
  ...message,
  data: { ...message.data, success: !message.data.success },
});

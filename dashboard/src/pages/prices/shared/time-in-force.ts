import type { TimeInForce } from './price.ts';

/** Days of UTC, as they are typed. */
export interface Days {
  /** Empty: from the beginning. */
  readonly from: string;
  /** Empty: without end. */
  readonly until: string;
}

const dayOf = (instant: string | null): string => instant?.slice(0, 10) ?? '';

export const daysOf = ({ effective_date: from, end_date: until }: TimeInForce): Days => ({
  from: dayOf(from),
  until: dayOf(until),
});

/** What is asked of the API: only what differs, so that an instant within a day is not moved by its day. */
export function changedDays(before: TimeInForce, { from, until }: Days) {
  const days = daysOf(before);
  return {
    ...(from === days.from ? {} : { effective_date: from }),
    ...(until === days.until ? {} : { end_date: until === '' ? null : until }),
  };
}

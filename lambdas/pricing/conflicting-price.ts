/** A price that another one must not overlap, as statements that look for it give it. */
interface ConflictingPrice {
  readonly id: string;
  /** Null: from the beginning. */
  readonly effective_date: string | null;
  readonly end_date: string | null;
  readonly daily_start: string;
  readonly daily_end: string;
}

/** For the detail of a problem. */
export function describe(price: ConflictingPrice): string {
  const from = price.effective_date ?? 'the beginning';
  const until = price.end_date === null ? 'on' : `until ${price.end_date}`;
  const isAllDay = price.daily_start === '00:00:00' && price.daily_end === '24:00:00';
  const daily = isAllDay ? '' : `, ${price.daily_start} to ${price.daily_end} of each day`;
  return `price ${price.id}, in force from ${from} ${until}${daily}`;
}

import { z } from 'zod';
import { instantText } from '../../shared/database/rows.ts';
import { beginning } from './price.ts';

/** A price that another one must not overlap, as statements that look for it give it. */
export const priceInTheWay = z.object({
  id: z.string(),
  effective_date: beginning,
  end_date: instantText.nullable(),
  daily_start: z.string(),
  daily_end: z.string(),
});

/** For the detail of a problem. */
export function describe(price: z.output<typeof priceInTheWay>): string {
  const from = price.effective_date ?? 'the beginning';
  const until = price.end_date === null ? 'on' : `until ${price.end_date}`;
  const isAllDay = price.daily_start === '00:00:00' && price.daily_end === '24:00:00';
  const daily = isAllDay ? '' : `, ${price.daily_start} to ${price.daily_end} of each day`;
  return `price ${price.id}, in force from ${from} ${until}${daily}`;
}

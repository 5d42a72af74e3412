import { useEffect, useState } from 'react';
import { dayOf } from '../../../../shared/figures/days.ts';

const MINUTE_MS = 60_000;

/** The day that it is in a time zone; a dashboard that is open overnight comes along. */
export function useToday(timeZone: string): string {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return dayOf(now, timeZone);
}

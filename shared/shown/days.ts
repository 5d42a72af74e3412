import { UNKNOWN } from './figures.ts';
import type { Maybe } from './fractions.ts';

interface DayRange {
  readonly start: string;
  readonly end: string;
}

/** A reporting day is not an instant: no time zone shifts it. */
const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Days and instants as people of a locale read them. */
export function daysIn(locale: string) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const utcDay = (options: Intl.DateTimeFormatOptions) => {
    const days = format(options);
    return (value: string): string => days.format(at(value));
  };
  const full = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const ranges = format(full);
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'narrow' });
  return {
    day: utcDay(full),
    shortDay: utcDay({ day: 'numeric', month: 'short' }),
    weekDay: utcDay({ ...full, weekday: 'short' }),
    month: utcDay({ month: 'long', year: 'numeric' }),
    shortMonth: utcDay({ month: 'short', year: 'numeric' }),
    /** Both days of a range, said as one. */
    dayRange: ({ start, end }: DayRange): string => ranges.formatRange(at(start), at(end)),
    /** An instant in the organization's time zone. */
    instant: (value: Maybe<string | Date>, timeZone: string): string =>
      value === null || value === undefined
        ? UNKNOWN
        : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
            new Date(value),
          ),
    /** The day and the time of an instant, to the second, in the organization's time zone. */
    dayAndTime: (value: string, timeZone: string): { readonly day: string; readonly time: string } => ({
      day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(new Date(value)),
      time: new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone }).format(new Date(value)),
    }),
    /** How long ago something was. */
    since: (milliseconds: number): string => {
      const seconds = Math.max(0, Math.round(milliseconds / 1000));
      if (seconds < 60) return ago.format(-seconds, 'second');
      if (seconds < 3600) return ago.format(-Math.round(seconds / 60), 'minute');
      return ago.format(-Math.round(seconds / 3600), 'hour');
    },
  };
}

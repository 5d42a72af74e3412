import { daysIn } from './days.ts';
import { figuresIn } from './figures.ts';

export type Shown = ReturnType<typeof shownIn>;

/** How figures, days and instants are written for people of a locale. */
export function shownIn(locale: string) {
  return { ...figuresIn(locale), ...daysIn(locale) };
}

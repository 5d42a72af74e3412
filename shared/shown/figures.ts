import { isDecimal, shiftDecimal } from './decimals.ts';
import { quotient, roundedText, toFraction, type Exact, type Maybe } from './fractions.ts';
import { inPercent } from './rounded.ts';

/** What stands for a figure that is not known. It is never 0. */
export const UNKNOWN = '–';

const dollars = { style: 'currency', currency: 'USD' } as const;

/**
 * Figures as people of a locale read them. Each is rounded half away from zero, once, from what it is exactly.
 *
 * Percentages have one decimal, always: 95.0% stands below 94.9%, and 100.0% may be 99.96%. Only coverage, which is read
 * as "nothing is missing", is 100.0% for nothing less than all.
 */
export function figuresIn(locale: string) {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    // A minus as wide as a digit, not a hyphen. Intl takes a decimal as it is, not as a binary fraction.
    return (text: string): string => (isNumeric(text) ? format.format(text).replace('-', '−') : UNKNOWN);
  };
  const written =
    (format: (text: string) => string, places: number) =>
    (value: Maybe<Exact>): string =>
      value === null || value === undefined ? UNKNOWN : format(roundedText(value, places));
  /** The same with a + before a gain; what is rounded to nothing is none. */
  const signed = (format: (text: string) => string, places: number) =>
    written((text) => (Number(text) > 0 ? `+${format(text)}` : format(text)), places);

  const cents = number(dollars);
  const small = number({ ...dollars, minimumFractionDigits: 2, maximumFractionDigits: 6 });
  const column = number({ ...dollars, minimumFractionDigits: 6 });
  const allDecimals = number({ ...dollars, minimumFractionDigits: 2, maximumFractionDigits: 20 });
  const whole = number({});
  const oneDecimal = number({ maximumFractionDigits: 1 });
  const hundredths = number({ minimumFractionDigits: 2 });
  const allTenths = number({ minimumFractionDigits: 1 });
  const percents = number({ style: 'percent', minimumFractionDigits: 1 });
  const inHundreds = (text: string): string => percents(shiftDecimal(text, -2));
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const compactDollars = { ...dollars, notation: 'compact', maximumFractionDigits: 2 } as const;
  const axisWhole = number({ ...compactDollars, minimumFractionDigits: 0 });
  const axisCents = number({ ...compactDollars, minimumFractionDigits: 2 });

  const count = written(whole, 0);
  const decimal = written(oneDecimal, 1);
  const tenths = written(allTenths, 1);
  const percent = written(inHundreds, 1);
  const signedPercent = signed(inHundreds, 1);
  const share = (value: Maybe<Exact>): string =>
    percent(value === null || value === undefined ? null : inPercent(toFraction(value)));

  return {
    /** A total in dollars, 2 decimals. */
    money: written(cents, 2),
    signedMoney: signed(cents, 2),
    /** The cost of one execution: up to 6 decimals. */
    smallMoney: written(small, 6),
    signedSmallMoney: signed(small, 6),
    /** The same with all 6 decimals, so that those of a column are below each other. */
    columnMoney: written(column, 6),
    signedColumnMoney: signed(column, 6),
    /** A decimal in dollars with all its decimals. */
    exactMoney: (value: string | undefined): string =>
      value !== undefined && isDecimal(value) ? allDecimals(value) : UNKNOWN,
    /** Labels of an axis: all of them with cents where one has some. */
    axisMoney: (ticks: readonly number[]): readonly string[] =>
      ticks.map((tick) => (ticks.every(Number.isInteger) ? axisWhole : axisCents)(String(tick))),
    count,
    compactCount: (value: Maybe<number>): string =>
      value === null || value === undefined ? UNKNOWN : compact.format(value),
    decimal,
    /** What a router gave an alternative, on a scale of its own: 0.84. */
    score: written(hundredths, 2),
    /** @param value 0 to 100 */
    percent,
    signedPercent,
    /** @param value 0 to 1 */
    share,
    /** 100.0% only where nothing is missing. */
    coverage: ({ priced, executions, failed_without_usage: unknowable }: Covered): string => {
      const priceable = executions - unknowable;
      const part = quotient(priced, priceable);
      if (part === null) return UNKNOWN;
      return percent(priced < priceable && roundedText(part, 3) === '1' ? '99.9' : inPercent(part));
    },
    /** Milliseconds as people say them: 850 ms, 2.0 s beside 2.4 s, 3 min 5 s, 2 h 5 min. */
    duration: (milliseconds: Maybe<Exact>): string => {
      if (milliseconds === null || milliseconds === undefined) return UNKNOWN;
      if (Number(roundedText(milliseconds, 0)) < 1000) return `${count(milliseconds)} ms`;
      const exact = quotient(milliseconds, 1000) ?? milliseconds;
      if (Number(roundedText(exact, 1)) < 60) return `${tenths(exact)} s`;
      const seconds = Number(roundedText(exact, 0));
      const minutes = Math.floor(seconds / 60);
      if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
      return `${count(Math.floor(minutes / 60))} h ${minutes % 60} min`;
    },
  };
}

/** The ticks of an axis of dollars that its labels can tell apart: those at whole cents. */
export const wholeCents = (ticks: readonly number[]): number[] =>
  ticks.filter((tick) => Math.abs(tick * 100 - Math.round(tick * 100)) < 1e-6);

/** What coverage is of: failed executions whose usage nobody knows are left aside. */
export interface Covered {
  readonly priced: number;
  readonly executions: number;
  readonly failed_without_usage: number;
}

function isNumeric(text: string): text is `${number}` {
  return Number.isFinite(Number(text));
}

/** Figures and times as people read them, in their own language and in the organization's time zone. */
const locale = navigator.languages.find(isLocale) ?? 'en-US';

const twoDecimals = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
const whole = new Intl.NumberFormat(locale);
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const axisDollars = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 2,
  minimumFractionDigits: 0,
});
const axisCents = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
const sixDecimals = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
});
const allSixDecimals = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 6,
});
const allDecimals = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 20,
});

/** What stands for a figure that is not known. It is never 0. */
export const UNKNOWN = '–';

type Maybe = number | null | undefined;
const known = (value: Maybe, format: (value: number) => string): string =>
  value === null || value === undefined ? UNKNOWN : format(value);

/** A total in dollars, 2 decimals, as the API rounded it. */
export const money = (value: Maybe): string => known(value, (each) => twoDecimals.format(each));
/** The same with a + before a gain. */
export const signedMoney = (value: Maybe): string =>
  known(value, (each) => (each > 0 ? `+${twoDecimals.format(each)}` : twoDecimals.format(each)));
/** The cost of one execution: up to 6 decimals. */
export const smallMoney = (value: Maybe): string => known(value, (each) => sixDecimals.format(each));
/** The same with a + before a gain. */
export const signedSmallMoney = (value: Maybe): string =>
  known(value, (each) => (each > 0 ? `+${sixDecimals.format(each)}` : sixDecimals.format(each)));
/** The same with all 6 decimals, so that those of a column are below each other. */
export const columnMoney = (value: Maybe): string => known(value, (each) => allSixDecimals.format(each));
/** The same with a + before a gain. */
export const signedColumnMoney = (value: Maybe): string =>
  known(value, (each) => (each > 0 ? `+${allSixDecimals.format(each)}` : allSixDecimals.format(each)));
/** An exact decimal in dollars with all its decimals; Intl takes it as it is, not as a binary fraction. */
export const exactMoney = (value: string | undefined): string =>
  value !== undefined && isNumeric(value) ? allDecimals.format(value) : UNKNOWN;
/** Labels of an axis: all of them with cents where one has some. */
export function axisMoney(ticks: readonly number[]): readonly string[] {
  const isSmall = ticks.every((tick) => Math.abs(tick) < 1000);
  const format = isSmall && ticks.some((tick) => !Number.isInteger(tick)) ? axisCents : axisDollars;
  return ticks.map((tick) => format.format(tick));
}
export const count = (value: Maybe): string => known(value, (each) => whole.format(each));
export const compactCount = (value: Maybe): string => known(value, (each) => compact.format(each));
export const decimal = (value: Maybe): string => known(value, (each) => oneDecimal.format(each));
/** @param value 0 to 100 */
export const percent = (value: Maybe): string => known(value, (each) => percents.format(each / 100));
/** The same of coverage, which is 100% only where nothing is missing. @param value 0 to 100 */
export const coveragePercent = (value: Maybe): string =>
  percent(typeof value === 'number' && value < 100 ? Math.min(value, 99.9) : value);
/** @param value 0 to 1 */
export const share = (value: Maybe): string => known(value, (each) => percents.format(each));

/** Milliseconds as people say them: 850 ms, 2.4 s, 3 min 5 s. */
export function duration(value: Maybe): string {
  return known(value, (milliseconds) => {
    if (milliseconds < 1000) return `${whole.format(Math.round(milliseconds))} ms`;
    const seconds = milliseconds / 1000;
    if (seconds < 60) return `${oneDecimal.format(seconds)} s`;
    const minutes = Math.floor(seconds / 60);
    return `${whole.format(minutes)} min ${whole.format(Math.round(seconds - minutes * 60))} s`;
  });
}

const utcDay = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return (value: string): string => format.format(new Date(`${value}T00:00:00Z`));
};

/** A reporting day, which is no instant and moves with no time zone. */
export const day = utcDay({ day: 'numeric', month: 'short', year: 'numeric' });
export const shortDay = utcDay({ day: 'numeric', month: 'short' });
export const weekDay = utcDay({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
export const month = utcDay({ month: 'long', year: 'numeric' });

const dayRanges = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Both days of a range, said as one. */
export function dayRange({ start, end }: { readonly start: string; readonly end: string }): string {
  return dayRanges.formatRange(new Date(`${start}T00:00:00Z`), new Date(`${end}T00:00:00Z`));
}

/** An instant in the organization's time zone. */
export function instant(value: string | null | undefined, timeZone: string): string {
  if (value === null || value === undefined) return UNKNOWN;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(value),
  );
}

/** The day and the time of an instant, to the second, in the organization's time zone. */
export function dayAndTime(value: string, timeZone: string): { readonly day: string; readonly time: string } {
  const at = new Date(value);
  return {
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at),
    time: new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone }).format(at),
  };
}

const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'narrow' });

/** How long ago something was. */
export function since(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return ago.format(-seconds, 'second');
  if (seconds < 3600) return ago.format(-Math.round(seconds / 60), 'minute');
  return ago.format(-Math.round(seconds / 3600), 'hour');
}

/** Some systems name languages in ways of their own, such as en-US@posix. */
function isLocale(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

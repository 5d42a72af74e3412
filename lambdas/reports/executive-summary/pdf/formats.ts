/** Figures and days as the printed page writes them. The page is in English, whoever asks for it. */
const LOCALE = 'en-US';
export const UNKNOWN = '–';

const dollars = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD' });
const axisDollars = (decimals: number) =>
  new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency: 'USD',
    notation: 'compact',
    minimumFractionDigits: decimals,
    maximumFractionDigits: 2,
  });
const wholeAxis = axisDollars(0);
const centsAxis = axisDollars(2);
const whole = new Intl.NumberFormat(LOCALE);
const oneDecimal = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const columnPercents = new Intl.NumberFormat(LOCALE, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const dayFormat = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' });
const longDay = dayFormat({ dateStyle: 'long' });
const shortDay = dayFormat({ month: 'short', day: 'numeric' });
const shortMonth = dayFormat({ month: 'short', year: 'numeric' });

type Maybe = number | null;
/** A minus as wide as a digit, not a hyphen. */
const signed = (text: string) => text.replace('-', '−');
const known = (value: Maybe, write: (value: number) => string): string =>
  value === null ? UNKNOWN : signed(write(value));

export const money = (value: Maybe): string => known(value, (each) => dollars.format(each));
/** Dollars of an axis, whose ticks are all written alike. */
export const axisMoney = (value: number, ticks: readonly number[]): string => {
  const inCents = ticks.some((tick) => !Number.isInteger(tick));
  return signed((inCents ? centsAxis : wholeAxis).format(value));
};
export const count = (value: number): string => whole.format(value);
export const decimal = (value: Maybe): string => known(value, (each) => oneDecimal.format(each));
/** @param value 0 to 100 */
export const percent = (value: Maybe): string => known(value, (each) => percents.format(each / 100));
/** The same of coverage, which is 100% only where nothing is missing. @param value 0 to 100 */
export const coveragePercent = (value: Maybe): string =>
  percent(value !== null && value < 100 ? Math.min(value, 99.9) : value);
/** @param value 0 to 1 */
export const share = (value: Maybe): string => known(value, (each) => percents.format(each));
/** The same two below each other, every one with a decimal. */
export const columnPercent = (value: Maybe): string =>
  known(value, (each) => columnPercents.format(each / 100));
export const columnShare = (value: Maybe): string => known(value, (each) => columnPercents.format(each));
export const withSign = (value: number, text: string): string => (value > 0 ? `+${text}` : text);

/** 850 ms, 2.4 s, 3 min 5 s, 2 h 5 min. */
export function duration(value: Maybe): string {
  return known(value, (milliseconds) => {
    if (milliseconds < 1000) return `${whole.format(Math.round(milliseconds))} ms`;
    if (milliseconds < 59_950) return `${oneDecimal.format(milliseconds / 1000)} s`;
    const seconds = Math.round(milliseconds / 1000);
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes} min ${seconds - minutes * 60} s`;
    return `${whole.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
  });
}

const at = (day: string) => new Date(`${day}T00:00:00Z`);
export const dayRange = ({ start, end }: { readonly start: string; readonly end: string }): string =>
  longDay.formatRange(at(start), at(end));
export const day = (value: string): string => longDay.format(at(value));
export const axisDay = (value: string): string => shortDay.format(at(value));
export const axisMonth = (value: string): string => shortMonth.format(at(value));

/** An instant on the organization's clock. */
export function instant(value: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat(LOCALE, {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  });
  return `${format.format(value)} (${timeZone})`;
}

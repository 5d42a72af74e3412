import { shownIn } from '../../../../shared/shown/shown.ts';

/** Figures and times as the reader's own language writes them. */
export const shown = shownIn(navigator.languages.find(isLocale) ?? 'en-US');

export const {
  axisMoney,
  columnMoney,
  compactCount,
  count,
  coverage,
  day,
  dayAndTime,
  dayRange,
  decimal,
  duration,
  exactMoney,
  instant,
  money,
  month,
  score,
  share,
  shortDay,
  signedColumnMoney,
  signedMoney,
  signedPercent,
  signedSmallMoney,
  since,
  smallMoney,
  weekDay,
} = shown;

/** Some systems use names that are not BCP 47, such as en-US@posix. */
function isLocale(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

type Domain = readonly [least: number, greatest: number];

/** The least and the greatest of some values and 0. */
export function zeroBased(values: Iterable<number>): Domain {
  let least = 0;
  let greatest = 0;
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return least === 0 && greatest === 0 ? [0, 1] : [least, greatest];
}

/**
 * Widens two domains that hold 0 so that it is at the same height in both: then a bar and a line that are at 0 are at
 * one place, and neither axis flatters.
 */
export function alignZeros(left: Domain, right: Domain): readonly [Domain, Domain] {
  const below = Math.max(-left[0] / span(left), -right[0] / span(right));
  const above = Math.max(left[1] / span(left), right[1] / span(right));
  const widened = ([least, greatest]: Domain): Domain => {
    const size = Math.max(below > 0 ? -least / below : 0, above > 0 ? greatest / above : 0);
    return [-below * size, above * size];
  };
  return [widened(left), widened(right)];
}

const span = ([least, greatest]: Domain): number => greatest - least;

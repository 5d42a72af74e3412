/** What stands before a secret may be another's value: taking one out can show the next. It has not been seen to need three. */
const MOST_PASSES = 8;

/** Changes a text until it stays, so that changing it again does nothing. */
export function untilStable(text: string, change: (text: string) => string): string {
  let kept = text;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const next = change(kept);
    if (next === kept) break;
    kept = next;
  }
  return kept;
}

const LONG = 16;
/** Of the ASCII characters, those of words. */
const IS_IN_WORDS = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[\w~+/=.-]/.test(String.fromCharCode(code))),
);

/**
 * Whether there is a word that is long enough for a key. It looks at every 16th character and, from there, backwards: most
 * texts have none, and an expression that tries each place costs ten times as much.
 */
export function hasLongWord(text: string): boolean {
  let end = LONG - 1;
  while (end < text.length) {
    let at = end;
    while (at > end - LONG && IS_IN_WORDS[text.charCodeAt(at)] === 1) at -= 1;
    if (at === end - LONG) return true;
    end = at + LONG;
  }
  return false;
}

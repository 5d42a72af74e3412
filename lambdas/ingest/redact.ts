// What most often slips into descriptions and error messages: addresses, credentials in URLs, keys and tokens.
// Every repetition is bounded: an unbounded one takes minutes for a long word that never matches.
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}/g;
const URL_CREDENTIALS = /\/\/[^\s/@:]{1,200}:[^\s/@]{1,200}@/g;
const LABELLED_SECRET =
  /\b(authorization|bearer|password|passwd|secret|token|api[_-]?key|access[_-]?key)(["']?\s{0,9}[:=]\s{0,9}|\s{1,9})(?:bearer\s{1,9})?["']?[^\s"',;]{6,}/gi;
const LONG_WORDS = /[\w-]{24,}/g;

const SUSPICIOUS_WORDS = ['@', 'authorization', 'bearer', 'passw', 'secret', 'token', 'key'];
const LONG_WORD = /[\w-]{24}/;

/** A quick look that spares most texts the four replacements; one case-insensitive expression took four times as long. */
function isSuspicious(text: string): boolean {
  const lower = text.toLowerCase();
  return SUSPICIOUS_WORDS.some((word) => lower.includes(word)) || LONG_WORD.test(lower);
}

/** Words joined by hyphens or underscores, and UUIDs: what repositories and services are called. Keys have longer pieces. */
const SLUG = /^[a-z0-9]{1,20}(?:[-_][a-z0-9]{1,20})+$/i;

/**
 * A name as labels and sources have it: as {@link redactText}, but what is made of short pieces stays whatever its length. A
 * rule for a value would otherwise not be found, and two repositories would become one.
 */
export const redactName = (text: string): string => redacted(text, (word) => SLUG.test(word));

/** Text with e-mail addresses, credentials and key-like words replaced by what they were. */
export const redactText = (text: string): string => redacted(text, () => false);

/** @param isName whether a long word with digits is a name rather than a key */
function redacted(text: string, isName: (word: string) => boolean): string {
  if (!isSuspicious(text)) return text;
  return text
    .replace(URL_CREDENTIALS, '//[credentials]@')
    .replace(EMAIL, '[email]')
    .replace(LABELLED_SECRET, '$1$2[secret]')
    .replace(LONG_WORDS, (word) =>
      /\d/.test(word) && /[a-z]/i.test(word) && !isName(word) ? '[key]' : word,
    );
}

/** What people write, or are: of a rejected message none of it is kept, whatever its type. */
const PERSONAL = new Set(['user_id', 'task_description', 'error_message', 'reasoning']);
/** The same in a body that is no JSON. */
const PERSONAL_TEXT = /"(user_id|task_description|error_message|reasoning)"\s*:\s*"(?:[^"\\]|\\.)*"?/g;
const UUID = /^[0-9a-f-]{36}$/i;
const LONGEST_BODY = 16_384;

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

/** Text with e-mail addresses, credentials and key-like words replaced by what they were. */
export function redactText(text: string): string {
  if (!isSuspicious(text)) return text;
  return text
    .replace(URL_CREDENTIALS, '//[credentials]@')
    .replace(EMAIL, '[email]')
    .replace(LABELLED_SECRET, '$1$2[secret]')
    .replace(LONG_WORDS, (word) => (/\d/.test(word) && /[a-z]/i.test(word) ? '[key]' : word));
}

/**
 * A rejected message's body as it is kept: no user id, no free text, no credentials, at most 16 KiB, storable.
 * @param json the body, parsed; undefined where it is no JSON
 */
export function redactBody(body: string, json: unknown): string {
  const redacted =
    json === undefined
      ? redactText(body.slice(0, LONGEST_BODY).replace(PERSONAL_TEXT, '"$1":"[redacted]"'))
      : redactJson(json);
  const storable = redacted.toWellFormed().replaceAll('\0', '');
  return storable.length <= LONGEST_BODY ? storable : `${storable.slice(0, LONGEST_BODY)}…`.toWellFormed();
}

function redactJson(json: unknown): string {
  try {
    return JSON.stringify(json, redactField);
  } catch {
    // What JSON.parse reads without recursion may be nested deeper than JSON.stringify can follow.
    return '"[nested too deeply to be kept]"';
  }
}

function redactField(name: string, value: unknown): unknown {
  if (PERSONAL.has(name)) return '[redacted]';
  return typeof value === 'string' && !UUID.test(value) ? redactText(value.slice(0, LONGEST_BODY)) : value;
}

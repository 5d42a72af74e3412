/** What people write, or are: of a rejected message none of it is kept, whatever its type. */
const PERSONAL = new Set(['user_id', 'task_description', 'error_message', 'reasoning']);
/** The same in a body that is no JSON. */
const PERSONAL_TEXT = /"(user_id|task_description|error_message|reasoning)"\s*:\s*"(?:[^"\\]|\\.)*"?/g;
const UUID = /^[0-9a-f-]{36}$/i;
const LONGEST_BODY = 16_384;

// What most often slips into descriptions and error messages: addresses, credentials in URLs, keys and tokens.
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g;
const URL_CREDENTIALS = /\/\/[^\s/@:]+:[^\s/@]+@/g;
const LABELLED_SECRET =
  /\b(authorization|bearer|password|passwd|secret|token|api[_-]?key|access[_-]?key)(["']?\s*[:=]\s*|\s+)(?:bearer\s+)?["']?[^\s"',;]{6,}/gi;
const LONG_KEY = /\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}\b/g;

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
    .replace(LONG_KEY, '[key]');
}

/**
 * A rejected message's body as it is kept: no user id, no free text, no credentials, at most 16 KiB, storable.
 * @param json the body, parsed; undefined where it is no JSON
 */
export function redactBody(body: string, json: unknown): string {
  const redacted =
    json === undefined
      ? redactText(body.replace(PERSONAL_TEXT, '"$1":"[redacted]"'))
      : JSON.stringify(json, redactField);
  const storable = redacted.toWellFormed().replaceAll('\0', '');
  return storable.length <= LONGEST_BODY ? storable : `${storable.slice(0, LONGEST_BODY)}…`.toWellFormed();
}

function redactField(name: string, value: unknown): unknown {
  if (PERSONAL.has(name)) return '[redacted]';
  return typeof value === 'string' && !UUID.test(value) ? redactText(value) : value;
}

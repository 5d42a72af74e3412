import { decodedBase64 } from './base64.ts';

/** What ids of requests, messages and sessions begin with: they are random and open nothing. */
const ID =
  /^(?:req|request|msg|message|chatcmpl|cmpl|resp|gen|toolu|call|tool|run|thread|asst|file|batch|evt|event|rs|fc|ws|item|sess|session|ses|trace|span|task|job|exec|conv|turn|step|vs|org|proj|acct|cus|sub|inv|pi|pm|ch|seti|prod|price|cs|user|usr|team|ws|wrkspc|workspace|snap|build|deploy|dpl|pr|cache|embd|ft|ftjob|modr|img|node|pod|i|vol|sg|subnet|vpc|eni|arn|urn)[_-]/i;
/** Digests, as package managers and image registries write them. */
const DIGEST = /^(?:sha\d{1,3}|md5|blake\w{1,4})[-:_]/i;
const HEXADECIMAL = /^[a-f0-9]*$/i;
const SHORTEST = 24;
const LONG_WORD = new RegExp(String.raw`[\w+/-]{${SHORTEST},4000}={0,2}`, 'g');
const PART = /[A-Z]?[a-z]+|[A-Z]+|\d+/g;
/** Of random letters and digits a part (a word, digits) has 2.2 characters; of names, however they are joined, 3 and more. */
const LONGEST_PARTS = 2.9;
const PRINTABLE = /^[\t\n\r\x20-\x7e]*$/;

/** Whether a word is likely to have been drawn at random. Hexadecimal is not: commits, traces and digests are. */
export function isRandom(word: string): boolean {
  const rest = word
    .split(/[-_]/)
    .filter((piece) => !HEXADECIMAL.test(piece))
    .join('');
  if (rest.length < 16 || !/[0-9]/.test(rest) || !/[a-z]/.test(rest) || !/[A-Z]/.test(rest)) return false;
  const parts = rest.match(PART) ?? [];
  return parts.join('').length / parts.length < LONGEST_PARTS;
}

/** Base64 of text is text; what is secret in it has a format or a label. */
function isEncodedText(word: string): boolean {
  const decoded = decodedBase64(word);
  return decoded.length >= 12 && PRINTABLE.test(decoded) && !/[^\s:]{1,100}:[^\s:]{1,100}/.test(decoded);
}

/** Text without long words that look drawn at random: keys of no known format. */
export function withoutRandomWords(text: string): string {
  return text.replace(LONG_WORD, (word, at: number) => {
    const before = text.slice(Math.max(0, at - 7), at);
    if (ID.test(word) || DIGEST.test(word) || /sha\d{1,3}[:-]$/i.test(before)) return word;
    // In a path each part is a word; elsewhere a slash is one of the 64 characters of base64.
    return /[./]$/.test(before) || word.startsWith('/')
      ? word.split('/').map(withoutRandom).join('/')
      : withoutRandom(word);
  });
}

const withoutRandom = (word: string): string =>
  word.length >= SHORTEST && isRandom(word) && !isEncodedText(word) ? '[key]' : word;

import { isRandom } from './random-words.ts';

const STRONG = [
  String.raw`pass(?:word|wd|phrase|code)s?`,
  'pwd',
  String.raw`(?:client|app|shared|api|webhook|signing|jwt|session|cookie|consumer|totp|mfa)?[_\-. ]?secret`,
  String.raw`(?:api|access|private|secret|signing|encryption|account|shared|sharedaccess|master|auth|client|licen[sc]e|service|storage|webhook|subscription|app|application|consumer|sas|hmac|aes|rsa|ssh|deploy|host|function|admin|root|integration|ingest|write)[_\-. ]?key`,
  String.raw`(?:auth|access|refresh|id|bearer|api|session|csrf|xsrf|secret|personal|personal[_\- ]access|bot|security|oauth|oauth2|deploy|app|user|push|client|login|identity|registration|verification|service|webhook|admin|project|registry|npm|github|gh|gitlab|gitea|slack|hf|vault|jwt|sas|device)[_\-. ]?token`,
  'credentials?',
  '_auth(?:token)?',
].join('|');
/** Also words of everyday: a `key` of a cache, a `token` of a text. Not the ends of other words, such as monkey. */
const WEAK = String.raw`(?<![a-z])token|(?<![a-z])key`;
/** What follows a label and leaves it one: `SECRET_KEY_BASE`, `PASSWORD_PROD`, `api_key_2`. */
const SUFFIX = String.raw`(?:[_-]?(?:base|value|hash|prod|production|dev|test|live|staging|old|new|v?\d{1,2}))?`;
const QUOTE = String.raw`(?:\\{0,3}["'\x60])`;

/** `label = value`, `label: value`, `"label": "value"`, `--label=value`, `<label>value<`; a value in quotes is all of it. */
const ASSIGNED = new RegExp(
  String.raw`((?:(${STRONG})|${WEAK})${SUFFIX}(?:${QUOTE}?[\])]?${QUOTE}?(?:\s(?:provided|supplied|given|used|received|was|is|value))?\s{0,4}(?::=|=>|={1,3}|:{1,2}|%3D|%3A)\s{0,4}|>))(?:${QUOTE}((?:[^"'\x60\\\r\n]|\\(?!["'\x60])[^\r\n]){1,500})(?=\\{0,3}["'\x60])|${QUOTE}?([^\s"'\x60;&<>\\]{1,500}))`,
  'gi',
);
/** `label value`, `label is value`, `--label value`. */
const SPOKEN = new RegExp(
  String.raw`((?:(${STRONG})|${WEAK})\s{1,4}(?:(?:is|was|of|to|as|equals|were|are)\s{1,4})?["'\x60]?)([^\s"'\x60;,&<>()=[\]{}]{6,500})`,
  'gi',
);
/** An option of a command takes what follows, whatever it is. */
const OPTION = new RegExp(
  String.raw`(--[\w-]{0,30}(?:${STRONG}|token)\s{1,3}["'\x60]?)(?!-|\[)([^\s"'\x60]{3,500})`,
  'gi',
);

export const LABELS = /pass|pwd|secret|token(?!s)|key(?![sb])|credential|_auth/i;

/** What stands where a value would: nothing, a placeholder, a variable, a type, a call, or what is wrong with it. */
const PLACEHOLDER =
  /^(?:\[.{0,40}|<.{0,40}|\*{1,40}|x{3,40}|\.{2,20}|-{1,20}|…|\$\{?[A-Z_a-z]{1,60}\}?|\$\{\{.{0,80}|%[A-Z_a-z]{1,60}%|\{\{?.{0,80}|(?:process\.|os\.|env\.|secrets\.|vars\.|config\.|settings\.|self\.|this\.|import\.)[\w.[\]"'()-]{0,80}|!(?:Ref|Sub|GetAtt)\b.{0,80})$/i;
const CODE =
  /^[A-Za-z_$][\w$]{0,60}(?:\.[A-Za-z_$][\w$]{0,60}){0,6}(?:\(|\[$|\?\.)|^[a-z_]\w{0,40}(?:\.[a-z_]\w{0,40}){1,6}$/;
const STOP = new Set(
  `a an and any are as at be been but by can cannot changed could did do does duplicate empty expected expired expires
  failed false field fields for format found from given had has have header if in incorrect input int integer invalid is it its
  length letters limit limits long mandatory may mismatch missing must needed needs never new nil no none not null number object of
  off ok on only optional or our out please provided read redacted rejected removed required requires reset revoked
  rotated rotation same set shall short should so str string strings such tbd text that the their this to todo too true
  type types undefined unknown unset unsupported use used uses using valid value was weak when which will with without
  wrong yes you your hidden masked omitted bool boolean bytes buffer any uuid hash header cookie query body basic bearer
  disabled enabled default unchanged encrypted hashed stored deleted refreshed verified accepted denied exists present absent
  change forgot forgotten update generate validate validation policy manager strength authentication`.split(
    /\s+/,
  ),
);
const VERSION = /^v?\d{1,6}(?:\.\d{1,6}){1,4}(?:[-+][\w.]{1,40})?$/;
const UUID = /^[a-f0-9]{8}-(?:[a-f0-9]{4}-){3}[a-f0-9]{12}$/i;
const PATH =
  /^(?:[.~]{0,2}\/|[A-Za-z]:\\)[\w./\\-]{0,300}$|^[\w-]{1,60}(?:\/[\w.-]{1,60}){1,10}$|^[\w-]{1,60}\.(?:[a-z]{1,5})$/;
const ARN = /^arn:|^(?:https?|s3|gs|file|vault|ssm|op):/i;
const SLUG = /^[A-Za-z0-9]{1,15}(?:[-_:.][A-Za-z0-9]{1,15})+$/;

interface Found {
  readonly value: string;
  readonly isStrong: boolean;
  /** Written right behind the sign, as programs do, or in quotes. */
  readonly isExact: boolean;
}

/** Whether what is assigned to a label opens something. */
function isAssignedSecret({ value, isStrong, isExact }: Found): boolean {
  if (
    PLACEHOLDER.test(value) ||
    CODE.test(value) ||
    STOP.has(value.toLowerCase().replace(/[.,:;!?)\]}]+$/, ''))
  )
    return false;
  if (ARN.test(value) || (PATH.test(value) && !(isStrong && isExact && !/^[./~]/.test(value)))) return false;
  if (isStrong) return value.length >= 3 && (isExact || /[^a-z]/.test(value) || value.length >= 4);
  const hasLetter = /[a-z]/i.test(value);
  return (
    hasLetter &&
    /\d/.test(value) &&
    value.length >= 8 &&
    !UUID.test(value) &&
    !VERSION.test(value) &&
    !SLUG.test(value)
  );
}

/** Whether a word after a label is its value and not the next word of the sentence. */
function isSpokenSecret(value: string, isStrong: boolean): boolean {
  const word = value.replace(/[.,:;!?]+$/, '');
  if (/[:/]/.test(word) || VERSION.test(word) || UUID.test(word) || PLACEHOLDER.test(word) || CODE.test(word))
    return false;
  if (PATH.test(word) || /^id_(?:rsa|dsa|ecdsa|ed25519)/.test(word) || /^\d+[a-z%]{0,12}$/i.test(word))
    return false;
  const isMixed = /[a-z]/i.test(word) && /\d/.test(word);
  if (!isStrong) return isMixed && word.length >= 16 && !SLUG.test(word) && isRandom(word);
  return (
    word.length >= 6 &&
    (isMixed || /[a-z][!@#$%^*?]|[!@#$%^*][a-z]/i.test(word)) &&
    !/^[a-z]+-[\da-z-]*$|^[A-Z]+-\d+$/.test(word)
  );
}

/** Where an unquoted value ends: before the next of a list of assignments, and without what closes a sentence. */
function endOf(value: string): number {
  const next = /,\s{0,2}[\w."'-]{1,60}[=:]/.exec(value)?.index ?? value.length;
  return value.slice(0, next).replace(/[),.\]};:!?]+$/, '').length;
}

/** Text without the values of labels. */
export function withoutLabelled(text: string): string {
  const assigned = text.replace(
    ASSIGNED,
    (found, before: string, strong: string | undefined, quoted: string | undefined, plain = '') => {
      if (quoted !== undefined) {
        const isSecret = isAssignedSecret({ value: quoted, isStrong: strong !== undefined, isExact: true });
        return isSecret ? `${found.slice(0, found.length - quoted.length)}[secret]` : found;
      }
      const word: string = plain;
      const end = endOf(word);
      const isExact = /[=>]$/.test(before);
      const isSecret = isAssignedSecret({
        value: word.slice(0, end),
        isStrong: strong !== undefined,
        isExact,
      });
      return isSecret ? `${found.slice(0, found.length - word.length)}[secret]${word.slice(end)}` : found;
    },
  );
  const options = assigned.includes('--') ? assigned.replace(OPTION, '$1[secret]') : assigned;
  return options.replace(SPOKEN, (found, before: string, strong: string | undefined, value: string) =>
    isSpokenSecret(value, strong !== undefined)
      ? `${before}[secret]${/[.,:;!?]*$/.exec(value)?.[0] ?? ''}`
      : found,
  );
}

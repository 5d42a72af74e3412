import { isAssignedSecret, isSpokenSecret, type Strength } from './label-values.ts';

const STRONG = [
  String.raw`pass(?:w[o0]rd|wd|phrase|code)s?`,
  String.raw`pswd|_pass(?![a-z])|_pw(?![a-z])|(?<![a-z])psk`,
  'pwd',
  String.raw`(?:client|app|shared|api|webhook|signing|jwt|session|cookie|consumer|totp|mfa)?[_\-. ]?secret`,
  String.raw`(?:api|access|private|secret|signing|encryption|account|shared|sharedaccess|master|auth|client|licen[sc]e|service|storage|webhook|subscription|app|application|consumer|sas|hmac|aes|rsa|ssh|deploy|host|function|admin|root|integration|ingest|write)[_\-. ]?key`,
  String.raw`(?:auth|access|refresh|id|bearer|api|session|csrf|xsrf|secret|personal|personal[_\- ]access|bot|security|oauth|oauth2|deploy|app|user|push|client|login|identity|registration|verification|service|webhook|admin|project|registry|npm|github|gh|gitlab|gitea|slack|hf|vault|jwt|sas|device|server|codecov|upload|publish|release|sentry|snyk|sonar|write|read|master|root)[_\-. ]?token`,
  'credentials?',
  '_auth(?:token)?',
  'passwort|kennwort|mot de passe|contrase[nñ]a|senha|wachtwoord|lösenord|has[lł]o|пароль|密码|密碼|パスワード|비밀번호',
].join('|');
/** Short ones, which also stand for other things: tests pass, and so many of them. */
const SHORT = String.raw`(?<![a-z])(?:pass|pw)(?![a-z])`;
/** Also words of everyday: a `key` of a cache, a `token` of a text. Not the ends of other words, such as monkey. */
const WEAK = String.raw`(?<![a-z])token|(?<![a-z])key`;
/** What follows a label and leaves it one: `SECRET_KEY_BASE`, `PASSWORD_PROD`, `api_key_2`. */
const SUFFIX = String.raw`(?:[_-]?(?:base|value|hash|prod|production|dev|test|live|staging|old|new|v?\d{1,2}))?`;
const QUOTE = String.raw`(?:\\{0,3}["'\x60])`;
const LABEL = String.raw`(?:(?<strong>${STRONG})|(?<short>${SHORT})|${WEAK})`;
/** All of it up to the same quote, which is escaped where the first one is. */
const QUOTED = String.raw`\\{0,3}(?<quote>["'\x60])(?<quoted>(?:(?!\k<quote>)[^\\\r\n]|\\(?!\k<quote>)[^\r\n]){1,500})(?=\\{0,3}\k<quote>)`;

/** `label = value`, `label: value`, `"label": "value"`, `--label=value`, `<label>value<`; a value in quotes is all of it. */
const ASSIGNED = new RegExp(
  String.raw`(?<before>${LABEL}${SUFFIX}(?:${QUOTE}?[\])]?${QUOTE}?(?:\s(?:provided|supplied|given|used|received|was|is|value))?\s{0,4}(?::=|=>|={1,3}|:{1,2}|：|%3D|%3A)\s{0,4}|>))(?:${QUOTED}|${QUOTE}?(?<plain>[^\s"'\x60;&<>\\]{1,500}))`,
  'gi',
);
/** `label value`, `label is value`, `--label value`. */
const SPOKEN = new RegExp(
  String.raw`(?<before>${LABEL}\s{1,4}(?:(?:is|was|of|to|as|equals|were|are|-|–|→|->)\s{1,4}|\()?["'\x60]?)(?<plain>[^\s"'\x60;,&<>()=[\]{}]{6,500})`,
  'gi',
);
/** An option of a command takes what follows, whatever it is. */
const OPTION = new RegExp(
  String.raw`(--[\w-]{0,30}(?:${STRONG}|token)\s{1,3}["'\x60]?)(?!-|\[)([^\s"'\x60]{3,500})`,
  'gi',
);

export const LABELS =
  /pass|pwd|pswd|psk|secret|token(?!s)|key(?![sb])|credential|_auth|(?<![a-z])pw(?![a-z])|kennwort|contrase|senha|wachtwoord|lösenord|has[lł]o|пароль|密[码碼]|パスワード|비밀번호/i;

/** Where an unquoted value ends: before the next of a list of assignments, and without what closes a sentence. */
function endOf(value: string): number {
  const next = /,\s{0,2}[\w."'-]{1,60}[=:]/.exec(value)?.index ?? value.length;
  return value.slice(0, next).replace(/[),.\]};:!?]+$/, '').length;
}

type Groups = Readonly<Record<string, string | undefined>>;

const strengthOf = ({ strong, short }: Groups): Strength => {
  if (strong !== undefined) return 'strong';
  return short === undefined ? 'weak' : 'short';
};

/** Replaces what `pattern` finds by what `change` makes of it; undefined leaves it. */
function replace(
  text: string,
  pattern: RegExp,
  change: (groups: Groups, found: string) => string | undefined,
): string {
  let kept = '';
  let from = 0;
  for (const { 0: found, index, groups = {} } of text.matchAll(pattern)) {
    kept += text.slice(from, index) + (change(groups, found) ?? found);
    from = index + found.length;
  }
  return kept + text.slice(from);
}

/** Text without the values of labels. */
export function withoutLabelled(text: string): string {
  const assigned = replace(text, ASSIGNED, withoutAssigned);
  const options = assigned.includes('--') ? assigned.replace(OPTION, '$1[secret]') : assigned;
  return replace(options, SPOKEN, (groups) => {
    const { before = '', plain = '' } = groups;
    if (!isSpokenSecret(plain, strengthOf(groups))) return undefined;
    return `${before}[secret]${/[.,:;!?]*$/.exec(plain)?.[0] ?? ''}`;
  });
}

function withoutAssigned(groups: Groups, found: string): string | undefined {
  const { before = '', quoted, plain = '' } = groups;
  const strength = strengthOf(groups);
  if (quoted !== undefined) {
    const isSecret = isAssignedSecret({ value: quoted, strength, isExact: true });
    return isSecret ? `${found.slice(0, found.length - quoted.length)}[secret]` : undefined;
  }
  const end = endOf(plain);
  const isSecret = isAssignedSecret({ value: plain.slice(0, end), strength, isExact: /[=>]$/.test(before) });
  return isSecret ? `${found.slice(0, found.length - plain.length)}[secret]${plain.slice(end)}` : undefined;
}

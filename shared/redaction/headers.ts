import { decodedBase64 } from './base64.ts';

const VALUE = String.raw`[^\s"'\x60\\,;<>[\]]{1,4000}`;
/** One value after a scheme; of schemes with a list of parameters, all of them. */
const AUTHORIZATION = new RegExp(
  String.raw`\b((?:proxy-)?authorization)((?:\\{0,3}["'\x60\]]){0,2}\s{0,4}(?::|=|=>)\s{0,4}(?:\\{0,3}["'\x60]|\[")?)(?:(?:basic|bearer|token|apikey|api-key|negotiate|ntlm|splunk|ssws|genie-?key|bot)[ :]{1,3}${VALUE}|(?:digest|aws4-hmac-sha256|oauth|hawk|signature)\s{1,3}\w{1,30}=(?:[^\r\n]{1,4000})|(?=${VALUE})[^\s"'\x60\\;<>[\]]{0,200}[\d+/=_-]${VALUE})`,
  'gi',
);
/** `Bearer` and `Basic` with what looks like their value, wherever they stand. */
const SCHEME = /\b(bearer|basic)(\s{1,3}|%20|\+)([\w~+/.-]{8,4000}={0,2})/gi;
const COOKIES =
  /\b((?:set-)?cookies?|document\.cookie)((?:\\{0,3}["'`\]]){0,2}\s{0,4}(?::|=|=>)\s{0,4}\\{0,3}["'`]?)([\w.!#$%&*+^|~-]{1,100}=[^\s"'`;,\\]{1,4000}(?:;\s{0,2}[\w.-]{1,100}(?:=[^\s"'`;,\\]{0,4000})?){0,50})/gi;
const COOKIE_OPTION =
  /(\s(?:-b|--cookie)(?:\s{1,3}|=)["']?)([\w.-]{1,100}=[^\s"';]{1,4000}(?:;\s{0,2}[\w.-]{1,100}=[^\s"';]{1,4000}){0,50})/g;
const SESSION_COOKIE =
  /\b((?:php|j|asp\.net_)?sess(?:ion)?_?id|connect\.sid|laravel_session|_?csrf_?token|remember_token|__(?:host|secure)-[\w-]{1,40})(=)(?!\[)([^\s"'`;&,]{12,4000})/gi;
/** `curl -u name:password`, and what else asks for both in one word. */
const USER_OPTION =
  /(\s(?:-u\s{0,3}|(?:--user|--proxy-user|--auth|-a)(?:\s{1,3}|=))["']?)(?!\[)[^\s"':]{0,100}:[^\s"']{1,300}/g;
/** As libraries take both: `auth=("bob", "password")`. */
const PAIR = /(\bauth\s{0,2}[=:]\s{0,2}[([]\s{0,2}["'][^"'\n]{0,100}["'],\s{0,2}["'])(?!\[)[^"'\n]{1,300}/gi;
/** `mysql -pPassword`, `sshpass -p password`, `docker login -p password`. */
const PASSWORD_OPTION =
  /(\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|docker login|redis-cli|mongosh?|az login|podman login|helm registry login)\b[^\n|]{0,120}?\s(?:-p|-a)\s{0,2}["']?)(?!\[|["'\s-])[^\s"']{3,200}/g;
const SIGNED =
  /([?&;](?:x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|sig|signature|hmac|policy|key-pair-id|awsaccesskeyid|googleaccessid|access_token|id_token|refresh_token|client_secret|code|auth|authkey|apikey|api_key|api-key|subscription-key|token|jwt|password|passwd|pwd|secret|session|sid|ticket|otp|nonce_token)=)(?!\[)([^\s"'&<>#`;]{1,4000})/gi;
const LOGIN =
  /(\bmachine\s{1,4}\S{1,200}\s{1,4}login\s{1,4}\S{1,200}\s{1,4}password\s{1,4})(?!\[)\S{1,200}/gi;
const SIGNS =
  /auth|bearer|basic|cookie|sess|csrf|remember_|__host|__secure|connect\.sid|machine|[?&;]\w|\s-[abpu]|--(?:user|proxy-user|auth)/i;

/** Letters of one case are a word: "basic understanding", "bearer authentication". */
function isCredential(scheme: string, value: string): boolean {
  if (scheme.toLowerCase() === 'basic') return isBasic(value);
  return /\d/.test(value) || /[a-z][A-Z]/.test(value) || value.length >= 24;
}

/** A user and a password, encoded. */
function isBasic(value: string): boolean {
  const decoded = decodedBase64(value);
  return /^[\x20-\x7e\xa0-\xff]{0,200}:[\x20-\x7e\xa0-\xff]{0,200}$/.test(decoded) && /[A-Z0-9]/.test(value);
}

/** A query parameter that may be a plain word keeps it: `?code=missing`, `&session=closed`. */
const PLAIN = /^(?:[a-z]{1,12}|\d{1,4}|true|false|null)$/;
const ALWAYS = /^.(?:sig|signature|hmac|password|passwd|pwd|client_secret|x-)/i;

/** Text without what headers, cookies, options of commands and signed addresses carry. */
export function withoutHeaders(text: string): string {
  if (!SIGNS.test(text)) return text;
  return text
    .replace(AUTHORIZATION, '$1$2[secret]')
    .replace(COOKIES, '$1$2[secret]')
    .replace(COOKIE_OPTION, '$1[secret]')
    .replace(SESSION_COOKIE, '$1$2[secret]')
    .replace(SCHEME, (found, scheme: string, space: string, value: string) =>
      isCredential(scheme, value) ? `${scheme}${space}[secret]` : found,
    )
    .replace(PAIR, '$1[secret]')
    .replace(USER_OPTION, '$1[credentials]')
    .replace(PASSWORD_OPTION, '$1[secret]')
    .replace(LOGIN, '$1[secret]')
    .replace(SIGNED, (found, before: string, value: string) =>
      PLAIN.test(value) && !ALWAYS.test(before) ? found : `${before}[secret]`,
    );
}

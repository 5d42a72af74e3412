import { isRandom } from './random-words.ts';

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
  change forgot forgotten update generate validate validation policy manager strength authentication valuefrom secretkeyref secretref fromsecret inherit`.split(
    /\s+/,
  ),
);
const VERSION = /^v?\d{1,6}(?:\.\d{1,6}){1,4}(?:[-+][\w.]{1,40})?$/;
const UUID = /^[a-f0-9]{8}-(?:[a-f0-9]{4}-){3}[a-f0-9]{12}$/i;
const PATH =
  /^(?:[.~]{0,2}\/|[A-Za-z]:\\)[\w./\\-]{0,300}$|^[\w-]{1,60}(?:\/[\w.-]{1,60}){1,10}$|^[\w-]{1,60}\.(?:[a-z]{1,5})$/;
const ARN = /^arn:|^(?:https?|s3|gs|file|vault|ssm|op):/i;
const SLUG = /^[A-Za-z0-9]{1,15}(?:[-_:.][A-Za-z0-9]{1,15})+$/;

/** What a label says of its value: it opens something, it does unless it is a number, it may. */
export type Strength = 'strong' | 'short' | 'weak';

interface Found {
  readonly value: string;
  readonly strength: Strength;
  /** Written right behind the sign, as programs do, or in quotes. */
  readonly isExact: boolean;
}

/** Whether what is assigned to a label opens something. */
export function isAssignedSecret({ value, strength, isExact }: Found): boolean {
  if (
    PLACEHOLDER.test(value) ||
    CODE.test(value) ||
    STOP.has(value.toLowerCase().replace(/[.,:;!?)\]}]+$/, ''))
  )
    return false;
  if (ARN.test(value) || (PATH.test(value) && !(strength === 'strong' && isExact && !/^[./~]/.test(value))))
    return false;
  if (strength === 'strong') return value.length >= 3;
  if (strength === 'short')
    return isMixed(value) && value.length >= 5 && !VERSION.test(value) && !AMOUNT.test(value);
  return (
    /[a-z]/i.test(value) &&
    /\d/.test(value) &&
    value.length >= 8 &&
    !UUID.test(value) &&
    !VERSION.test(value) &&
    !SLUG.test(value)
  );
}

/** As people make up passwords: letters, and digits or signs. */
const isMixed = (word: string): boolean =>
  /[a-z]/i.test(word) && (/\d/.test(word) || /[a-z][!@#$%^*?]|[!@#$%^*][a-z]/i.test(word));
const AMOUNT = /^\d[\d.,]{0,20}[a-z%]{0,12}$/i;

/** Whether a word after a label is its value and not the next word of the sentence. */
export function isSpokenSecret(value: string, strength: Strength): boolean {
  const word = value.replace(/[.,:;!?]+$/, '');
  if (
    /[:/]/.test(word) ||
    [VERSION, UUID, PLACEHOLDER, CODE, PATH, AMOUNT].some((known) => known.test(word))
  ) {
    return false;
  }
  if (/^id_(?:rsa|dsa|ecdsa|ed25519)/.test(word)) return false;
  if (strength === 'weak') return word.length >= 16 && !SLUG.test(word) && isRandom(word);
  return word.length >= 6 && isMixed(word) && !/^[a-z]+-[\da-z-]*$|^[A-Z]+-\d+$/.test(word);
}

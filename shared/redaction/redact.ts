import { withoutAddresses } from './addresses.ts';
import { KNOWN_FORMAT } from './formats.ts';
import { withoutHeaders } from './headers.ts';
import { LABELS, withoutLabelled } from './labels.ts';
import { hasLongWord } from './long-words.ts';
import { withoutPem } from './pem.ts';
import { withoutRandomWords } from './random-words.ts';
import { untilStable } from './until-stable.ts';

/** Cards, as people write them. Long numbers without spaces are ids. */
const CARD = /(?<![\d-])(?:[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ -])\d{6}\2\d{5})(?![\d-])/g;
/** Signs of an address, an assignment, a path or a parameter; digits of a card; an option. */
const SUSPICIOUS = /[@%&:=\\/]|\d{4}[ -]\d{4}| -[abpu]/;

/**
 * Text without addresses of people, credentials, keys and tokens; each is replaced by what it was: `[email]`, `[credentials]`,
 * `[secret]`, `[key]`, `[pem]`, `[card]`, `[user]`. What was redacted once stays as it is.
 */
export const redactText = (text: string): string => untilStable(text, redactOnce);

const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, string>();
const LONGEST_REMEMBERED = 300;

/** The same for names, which repeat: it remembers them. A name that holds no secret stays that name. */
export function redactName(name: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const kept = redactText(name);
  if (name.length <= LONGEST_REMEMBERED) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(name, kept);
  }
  return kept;
}

function redactOnce(text: string): string {
  const isLabelled = LABELS.test(text);
  if (!SUSPICIOUS.test(text) && !isLabelled && !hasLongWord(text)) return text;
  let kept = text;
  if (kept.includes('-----BEGIN ')) kept = withoutPem(kept);
  kept = withoutHeaders(withoutAddresses(kept));
  if (hasLongWord(kept)) kept = kept.replace(KNOWN_FORMAT, '[key]');
  if (isLabelled) kept = withoutLabelled(kept);
  if (hasLongWord(kept)) kept = withoutRandomWords(kept);
  return kept.replace(CARD, (digits) => (isCard(digits) ? '[card]' : digits));
}

/** The check digit of card numbers (Luhn). */
function isCard(written: string): boolean {
  const digits = written.replaceAll(/\D/g, '');
  const sum = digits.split('').reduce((total, digit, index) => {
    const value = Number(digit) * ((digits.length - index) % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

import { createHash } from 'node:crypto';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const ALPHABETS = {
  hex: `${DIGITS}abcdef`,
  digits: DIGITS,
  lower: LOWER,
  upper: UPPER + DIGITS,
  base32: `${UPPER}234567`,
  base36: LOWER + DIGITS,
  base62: UPPER + LOWER + DIGITS,
  base64: `${UPPER}${LOWER}${DIGITS}+/`,
  base64url: `${UPPER}${LOWER}${DIGITS}-_`,
  letters: UPPER + LOWER,
} as const;

/**
 * Text that looks drawn at random and is the same in each run. Secrets are put together from it when the tests run, so that
 * no file has one that a scanner of code would stop.
 */
export function piece(alphabet: keyof typeof ALPHABETS, length: number, name: string): string {
  const letters = ALPHABETS[alphabet];
  let text = '';
  for (let block = 0; text.length < length; block += 1) {
    const digest = createHash('sha256').update(`${alphabet} ${length} ${name} ${block}`).digest();
    text += [...digest].map((byte) => letters[byte % letters.length]).join('');
  }
  return text.slice(0, length);
}

export const encoded = (text: string): string => Buffer.from(text).toString('base64');

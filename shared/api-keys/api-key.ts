import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * `pbk_<id>_<random><checksum>`: the id as 32 hexadecimal digits, 256 random bits in 43 letters and digits, and a checksum
 * in 6, so that whoever finds one, a scanner of repositories too, can tell a key from what looks like one without asking.
 */
export const keyPrefix = 'pbk_';
const FORM = /^pbk_([0-9a-f]{32})_[0-9A-Za-z]{49}$/;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_BYTES = 32;
const CHECKSUM_LENGTH = 6;

export interface ApiKey {
  readonly id: string;
  /** SHA-256 of the whole key, hexadecimal. 256 random bits need no slow hash: nobody can try them. */
  readonly hash: string;
}

/** @param id a UUID @returns a new key, of which only the hash is to be kept */
export function createApiKey(id: string): ApiKey & { readonly key: string } {
  const random = base62(BigInt(`0x${randomBytes(RANDOM_BYTES).toString('hex')}`), 43);
  const body = `${keyPrefix}${id.replaceAll('-', '')}_${random}`;
  const key = body + checksum(body);
  return { id, key, hash: hashOf(key) };
}

/** @returns undefined for what is not a whole key */
export function readApiKey(text: string): ApiKey | undefined {
  const digits = FORM.exec(text)?.[1];
  if (digits === undefined || checksum(text.slice(0, -CHECKSUM_LENGTH)) !== text.slice(-CHECKSUM_LENGTH)) {
    return undefined;
  }
  const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { id, hash: hashOf(text) };
}

/** How a list shows which key is meant: the beginning, with nothing of what is random. @param id its UUID */
export const shownPrefix = (id: string): string => `${keyPrefix}${id.slice(0, 8)}`;

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');
const checksum = (body: string) => base62(BigInt(crc32(body)), CHECKSUM_LENGTH);

function base62(value: bigint, length: number): string {
  let digits = '';
  for (let rest = value; digits.length < length; rest /= 62n)
    digits = DIGITS.charAt(Number(rest % 62n)) + digits;
  return digits;
}

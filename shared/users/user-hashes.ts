import * as z from 'zod';
import { environment } from '../environment/environment.ts';
import { readSecret } from '../environment/secrets.ts';
import { keyedHashes, type KeyedHashes } from './keyed-hashes.ts';

/** The hashes by the secret that USER_HASH_SECRET_ARN names, read on first use and kept: it never changes. */
export type UserHashes = () => Promise<KeyedHashes>;

export function userHashes(): UserHashes {
  let hashes: Promise<KeyedHashes> | undefined;
  return async () => {
    try {
      return await (hashes ??= readHashes());
    } catch (error) {
      hashes = undefined;
      throw error;
    }
  };
}

async function readHashes(): Promise<KeyedHashes> {
  const { USER_HASH_SECRET_ARN } = environment({ USER_HASH_SECRET_ARN: z.string().min(1) });
  return keyedHashes(await readSecret(USER_HASH_SECRET_ARN));
}

import * as z from 'zod';

/** Whom a token is for. */
export interface Identity {
  readonly subject: string | undefined;
  readonly groups: readonly string[];
  /** What it was asked for, separated by spaces. */
  readonly scope: string;
}

const refreshSchema = z.object({ subject: z.string(), groups: z.array(z.string()), scope: z.string() });

/** It says whom it is for, so that it outlives a restart; who may have a token is not asked here anyway. */
export const refreshTokenOf = (identity: Identity): string =>
  Buffer.from(JSON.stringify(identity)).toString('base64url');

/** @returns undefined when it is none of {@link refreshTokenOf} */
export function identityOfRefreshToken(token: string | undefined): Identity | undefined {
  try {
    const parsed = refreshSchema.safeParse(
      JSON.parse(Buffer.from(token ?? '', 'base64url').toString('utf8')),
    );
    return parsed.data;
  } catch {
    return undefined;
  }
}

import { escapeIdentifier, escapeLiteral, type Client } from 'pg';
import * as z from 'zod';
import { LOGIN_ROLES } from '../../shared/database/roles-contract.ts';

const secretSchema = z.object({
  username: z.enum(LOGIN_ROLES),
  password: z.string().min(1),
});

/** Gives a login role the password that its secret holds. @param secret the secret's JSON text */
export async function setPassword(client: Client, secret: string): Promise<void> {
  const { username, password } = secretSchema.parse(JSON.parse(secret));
  await client.query(`alter role ${escapeIdentifier(username)} password ${escapeLiteral(password)}`);
}

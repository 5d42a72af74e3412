import * as z from 'zod';
import { environment } from '../environment/environment.ts';
import { readSecret } from '../environment/secrets.ts';

/** The shape that Amazon RDS gives its secrets; `sslmode` is libpq's, and only a local secret disables TLS. */
const secretSchema = z.object({
  username: z.string(),
  password: z.string(),
  host: z.string(),
  port: z.coerce.number().int(),
  dbname: z.string(),
  sslmode: z.enum(['verify-full', 'disable']).default('verify-full'),
});

export interface DatabaseSettings {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly ssl: boolean | { readonly rejectUnauthorized: true };
}

/** Connection settings from a secret; DATABASE_HOST, where set, is the proxy or the reader to use instead. */
export async function databaseSettings(): Promise<DatabaseSettings> {
  const { DATABASE_SECRET_ARN, DATABASE_HOST } = environment({
    DATABASE_SECRET_ARN: z.string().min(1),
    DATABASE_HOST: z.string().min(1).optional(),
  });
  const secret = secretSchema.parse(JSON.parse(await readSecret(DATABASE_SECRET_ARN)));
  return {
    user: secret.username,
    password: secret.password,
    host: DATABASE_HOST ?? secret.host,
    port: secret.port,
    database: secret.dbname,
    ssl: secret.sslmode === 'disable' ? false : { rejectUnauthorized: true },
  };
}

/** Those of the writer: DATABASE_WRITER_HOST is set where DATABASE_HOST is a reader. */
export async function writerSettings(): Promise<DatabaseSettings> {
  const { DATABASE_WRITER_HOST } = environment({ DATABASE_WRITER_HOST: z.string().min(1).optional() });
  const settings = await databaseSettings();
  return { ...settings, host: DATABASE_WRITER_HOST ?? settings.host };
}

import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import { SECRET } from '../cloudformation/physical-values.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const PRIVATE = 0o600;

const generatorSchema = z.object({
  ExcludeCharacters: z.string().default(''),
  ExcludePunctuation: z.boolean().default(false),
  PasswordLength: z.number().default(32),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
type Generator = z.infer<typeof generatorSchema>;
const secretSchema = z.object({ GenerateSecretString: generatorSchema });
const attachmentSchema = z.object({ SecretId: z.string() });
const storedSchema = z.record(z.string(), z.string());

/** What RDS adds to a secret that is attached to a database. */
export interface DatabaseConnection {
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
}

/**
 * The template's secrets by ARN: generated once, as their properties say, and kept in `file`, readable by its owner
 * alone. Those attached to the database say where it is now.
 */
export async function openSecrets(
  deployment: Deployment,
  file: string,
  database: DatabaseConnection,
): Promise<ReadonlyMap<string, string>> {
  const stored = (await readJsonFile(file, storedSchema)) ?? {};
  const attached = new Set(
    deployment
      .resources('AWS::SecretsManager::SecretTargetAttachment')
      .map((resource) => deployment.properties(resource, attachmentSchema).SecretId),
  );
  for (const resource of deployment.resources(SECRET)) {
    const arn = deployment.valueOf(resource);
    const value = stored[arn] ?? generate(deployment.properties(resource, secretSchema).GenerateSecretString);
    stored[arn] = attached.has(arn) ? attach(value, database) : value;
  }
  await writeJsonFile(file, stored, PRIVATE);
  return new Map(Object.entries(stored));
}

function generate(generator: Generator): string {
  const alphabet = `${LETTERS}${DIGITS}${generator.ExcludePunctuation ? '' : PUNCTUATION}`
    .split('')
    .filter((character) => !generator.ExcludeCharacters.includes(character));
  const password = Array.from(
    { length: generator.PasswordLength },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  if (generator.GenerateStringKey === undefined) return password;
  const template = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(generator.SecretStringTemplate ?? '{}'));
  return JSON.stringify({ ...template, [generator.GenerateStringKey]: password });
}

/** The local server has no certificate, which is what `sslmode` tells the clients. */
function attach(value: string, database: DatabaseConnection): string {
  const secret = z.record(z.string(), z.unknown()).parse(JSON.parse(value));
  return JSON.stringify({ ...secret, engine: 'postgres', ...database, sslmode: 'disable' });
}

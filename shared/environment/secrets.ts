import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const client = new SecretsManagerClient({});

/** Reads a secret's current string. @throws when it does not exist, may not be read, or is binary */
export async function readSecret(secretArn: string): Promise<string> {
  const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (text === undefined) throw new Error(`The secret ${secretArn} holds no string.`);
  return text;
}

import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { close } from '../../../local/http-server.ts';
import { freePort } from '../../../local/ports.ts';
import { openSecrets } from '../../../local/secrets/secrets.ts';
import { startSecretsServer } from '../../../local/secrets/secrets-server.ts';
import { smallDeployment } from '../../support/small-deployment.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const deployment = smallDeployment({
  Plain: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
  },
  Api: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"payback_api"}',
        GenerateStringKey: 'password',
        ExcludeCharacters: '"@/\\',
        PasswordLength: 30,
      },
    },
  },
  Attachment: {
    Type: 'AWS::SecretsManager::SecretTargetAttachment',
    Properties: { SecretId: { Ref: 'Api' } },
  },
});
const arnOf = (logicalId: string) =>
  `arn:aws:secretsmanager:us-east-1:000000000000:secret:Small-${logicalId}`;
const database = { host: '127.0.0.1', port: 5432, dbname: 'payback' };

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let file: string;
let server: Server;
let client: SecretsManagerClient;

beforeAll(async () => {
  directory = await temporaryDirectory();
  file = path.join(directory.path, 'secrets.json');
  const port = await freePort();
  server = await startSecretsServer(port, await openSecrets(deployment, file, database));
  client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  client.destroy();
  await close(server, 0);
  await directory.remove();
});

describe('secrets', () => {
  test('are generated as the template says and read with the SDK', async () => {
    const plain = await client.send(new GetSecretValueCommand({ SecretId: arnOf('Plain') }));
    expect(plain).toMatchObject({
      ARN: arnOf('Plain'),
      SecretString: expect.stringMatching(/^[A-Za-z0-9]{64}$/),
    });
    const api = await client.send(new GetSecretValueCommand({ SecretId: arnOf('Api') }));
    expect(JSON.parse(api.SecretString ?? '')).toEqual({
      username: 'payback_api',
      password: expect.stringMatching(/^[^"@/\\]{30}$/),
      engine: 'postgres',
      ...database,
      sslmode: 'disable',
    });
  });

  test('that do not exist are refused as AWS does', async () => {
    const unknown = client.send(new GetSecretValueCommand({ SecretId: arnOf('Other') }));
    await expect(unknown).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  test('stay the same over restarts, but for where the database is', async () => {
    const before = await openSecrets(deployment, file, database);
    const after = await openSecrets(deployment, file, { ...database, port: 6543 });
    expect(after.get(arnOf('Plain'))).toBe(before.get(arnOf('Plain')));
    const [old, current] = [before, after].map((secrets) => JSON.parse(secrets.get(arnOf('Api')) ?? ''));
    expect(current).toEqual({ ...old, port: 6543 });
  });

  test('are readable by their owner alone', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

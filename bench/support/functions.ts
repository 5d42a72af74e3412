import { bundle } from '../../lib/bundle.ts';
import { arn, REGION } from '../../local/cloudformation/aws-names.ts';
import { close } from '../../local/http-server.ts';
import { freePort } from '../../local/ports.ts';
import { startSecretsServer } from '../../local/secrets/secrets-server.ts';
import type { Teardown } from '../../local/teardown.ts';
import { LOGIN_ROLES, type LoginRole } from '../../shared/database/roles-contract.ts';
import type { BenchDatabase } from './database.ts';
import { startInstance, type Instance } from './instance.ts';
import { loadBundle, type Invoke } from './load-bundle.ts';

/** Loads a function's real bundle, as the user of the database that the template gives it. */
type LoadFunction = (name: string, user: LoginRole) => Promise<Invoke>;

/** Starts a process of its own with a function's real bundle, which ends with the teardown. */
type StartInstance = (name: string, user: LoginRole) => Promise<Instance>;

export interface Functions {
  readonly load: LoadFunction;
  readonly start: StartInstance;
}

const secretArn = (name: string) => arn('secretsmanager', `secret:${name}`);
const USER_HASH_SECRET = secretArn('user-hash');

/**
 * Bundles all functions into the directory and starts what they call. A function runs in this process, so its environment is this
 * process's: one loaded for another user must not be used before it has connected.
 */
export async function prepareFunctions(
  directory: string,
  database: BenchDatabase,
  teardown: Teardown,
): Promise<Functions> {
  await bundle(directory);
  const port = await freePort();
  const secrets = new Map([[USER_HASH_SECRET, 'a secret of the benchmark']]);
  for (const username of LOGIN_ROLES) {
    const connection = { host: '127.0.0.1', port: database.port, dbname: database.name, sslmode: 'disable' };
    secrets.set(secretArn(username), JSON.stringify({ username, password: 'trusted', ...connection }));
  }
  const server = await startSecretsServer(port, secrets);
  teardown.add(() => close(server, 0));

  const environmentOf = (name: string, user: LoginRole) => ({
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${port}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    DATABASE_SECRET_ARN: secretArn(user),
    USER_HASH_SECRET_ARN: USER_HASH_SECRET,
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_NAMESPACE: 'Payback',
    // A line or two an invocation, which would go through the table of results.
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  return {
    load(name, user) {
      Object.assign(process.env, environmentOf(name, user));
      return loadBundle(directory, name);
    },
    start: (name, user) =>
      startInstance(
        { directory, name, environment: { ...process.env, ...environmentOf(name, user) } },
        teardown,
      ),
  };
}

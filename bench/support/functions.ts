import { AsyncLocalStorage } from 'node:async_hooks';
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

/** The environment of the function that is being called: all of them are in this process. */
const called = new AsyncLocalStorage<Readonly<Record<string, string>>>();
process.env = new Proxy(process.env, {
  get: (own, key) =>
    typeof key === 'string' ? (called.getStore()?.[key] ?? own[key]) : Reflect.get(own, key),
  set: (own, key, value) => Reflect.set(own, key, value),
  has: (own, key) => Object.hasOwn(called.getStore() ?? {}, key) || key in own,
});

/** Bundles all functions into the directory and starts what they call. */
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
    AUDIT_LOG_DAYS: '400',
    DASHBOARD_URL: 'https://dashboard.example',
    FILES_BUCKET: 'files',
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_NAMESPACE: 'Payback',
    // A line or two an invocation, which would go through the table of results.
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  return {
    async load(name, user) {
      const environment = environmentOf(name, user);
      // While it is loaded: a module does not know who imports it.
      Object.assign(process.env, environment);
      const invoke = await loadBundle(directory, name);
      return (event) => called.run(environment, () => invoke(event));
    },
    start: (name, user) =>
      startInstance(
        { directory, name, environment: { ...process.env, ...environmentOf(name, user) } },
        teardown,
      ),
  };
}

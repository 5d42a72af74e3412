import type { SQSEvent } from 'aws-lambda';
import { Writable } from 'node:stream';
import { bundleFunctions } from '../../../lib/bundle.ts';
import { close } from '../../../local/http-server.ts';
import { startInstance, type Instance } from '../../../local/lambda/lambda-instance.ts';
import { freePort } from '../../../local/ports.ts';
import { startSecretsServer } from '../../../local/secrets/secrets-server.ts';
import { slowness } from '../../support/limits.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** Ingest as it is deployed: its bundle, in threads of its own. */
export interface IngestFunction {
  /** @throws FunctionError when it fails, or was ended */
  invoke(event: SQSEvent): Promise<unknown>;
  /** Ends what is under way without a word, as the end of a machine does. */
  kill(): void;
  /** Makes the secret of the hashes of people one that cannot be read, or can again. What runs already has read it. */
  hideSecret(isHidden: boolean): void;
  /** The last lines of its log. */
  log(): string;
  stop(): Promise<void>;
}

export interface IngestFunctionOptions {
  /** Of the database, where it is reached. */
  readonly port: number;
  readonly databaseName: string;
  readonly timeoutSeconds: number;
  /** A directory with the sources of another version; this one unless given. */
  readonly from?: string | undefined;
}

const HASH_SECRET = 'user-hash';
const LINES = 100;
/** How many times its time the function has here: no more, for what takes the whole of it is tested too. */
const patience = () => Math.ceil(Math.min(3, slowness()));

export async function ingestFunction(options: IngestFunctionOptions): Promise<IngestFunction> {
  const directory = await temporaryDirectory();
  const { from } = options;
  await bundleFunctions({
    names: ['ingest'],
    outdir: directory.path,
    ...(from === undefined ? {} : { from }),
  });
  const secretsPort = await freePort();
  const secret = {
    username: 'payback_ingest',
    password: 'any',
    host: '127.0.0.1',
    port: options.port,
    dbname: options.databaseName,
    sslmode: 'disable',
  };
  const secrets = new Map([
    ['database', JSON.stringify(secret)],
    [HASH_SECRET, 'test-secret'],
  ]);
  const server = await startSecretsServer(secretsPort, secrets);
  const lines: string[] = [];
  const log = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      if (lines.length > LINES) lines.shift();
      done();
    },
  });
  const definition = {
    name: 'ingest',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:ingest',
    directory: `${directory.path}/ingest`,
    handler: 'index.handler',
    timeoutSeconds: options.timeoutSeconds,
    memoryMegabytes: 512,
    reservedConcurrency: undefined,
    environment: {
      NODE_OPTIONS: '--enable-source-maps',
      POWERTOOLS_SERVICE_NAME: 'ingest',
      POWERTOOLS_METRICS_NAMESPACE: 'Payback',
      DATABASE_SECRET_ARN: 'database',
      USER_HASH_SECRET_ARN: HASH_SECRET,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${secretsPort}`,
    },
  };
  const idle: Instance[] = [];
  const busy = new Set<Instance>();
  const acquire = (): Instance => {
    const instance = idle.pop();
    if (instance === undefined) return startInstance(definition, log, patience());
    return instance.isAlive() ? instance : acquire();
  };
  return {
    async invoke(event) {
      const instance = acquire();
      busy.add(instance);
      try {
        return JSON.parse((await instance.invoke(JSON.stringify(event))) ?? 'null');
      } finally {
        busy.delete(instance);
        if (instance.isAlive()) idle.push(instance);
      }
    },
    kill() {
      for (const instance of busy) void instance.terminate();
    },
    hideSecret(isHidden) {
      if (isHidden) secrets.delete(HASH_SECRET);
      else secrets.set(HASH_SECRET, 'test-secret');
    },
    log: () => lines.join(''),
    async stop() {
      await Promise.all([...idle, ...busy].map((instance) => instance.terminate()));
      await close(server, 1);
      await directory.remove();
    },
  };
}

import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildApp } from '../../../../lib/app.ts';
import { bundle } from '../../../../lib/bundle.ts';
import { createDeployment } from '../../../../local/cloudformation/deployment.ts';
import { readAssembly } from '../../../../local/cloudformation/synthesize.ts';
import { startAwsServer, type Endpoint } from '../../../../local/aws-server.ts';
import { close } from '../../../../local/http-server.ts';
import { readClients } from '../../../../local/identity/clients.ts';
import { startIssuer } from '../../../../local/identity/issuer.ts';
import { functionDefinitions } from '../../../../local/lambda/functions.ts';
import { invokeEndpoint } from '../../../../local/lambda/invoke-endpoint.ts';
import { createLambda } from '../../../../local/lambda/lambda.ts';
import { freePort } from '../../../../local/ports.ts';
import { createBuckets, readBuckets } from '../../../../local/s3/buckets.ts';
import { openSecrets } from '../../../../local/secrets/secrets.ts';
import { startSecretsServer } from '../../../../local/secrets/secrets-server.ts';
import { createQueues, executionQueueUrls, startQueueServer } from '../../../../local/sqs/queues.ts';
import { createTeardown } from '../../../../local/teardown.ts';
import type { StageFile } from '../../../../lib/stage/stage-file.ts';
import { slowness } from '../../../support/limits.ts';
import { tcpProxy } from '../../../support/tcp-proxy.ts';
import { captured, recorder, type Outcome } from './captured.ts';

const HOST = '127.0.0.1';

export interface FunctionsOptions {
  readonly settings: StageFile;
  readonly database: { readonly port: number; readonly name: string };
  /** Variables of functions that are others here, by function. */
  readonly environment: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type Functions = Awaited<ReturnType<typeof startFunctions>>;

/**
 * The functions of stage `prod` with the environment that its template gives them, beside queues, buckets, secrets and an issuer of
 * this machine. They reach the database through `wayToDatabase`, which can be closed.
 */
export async function startFunctions({ settings, database, environment }: FunctionsOptions) {
  const teardown = createTeardown();
  try {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-alarms-'));
    teardown.add(() => rm(directory, { recursive: true, force: true }));
    const wayToDatabase = await tcpProxy(database.port);
    teardown.add(() => wayToDatabase.close());
    const ports = {
      sqs: await freePort(),
      secrets: await freePort(),
      aws: await freePort(),
      issuer: await freePort(),
    };
    const { stacks, assets } = await synthesized(directory, settings);
    const deployment = createDeployment(stacks, {
      sqsEndpoint: `http://${HOST}:${ports.sqs}`,
      databaseHost: HOST,
      databasePort: wayToDatabase.port,
      issuerUrl: `http://${HOST}:${ports.issuer}`,
      dashboardHost: 'dashboard.example',
    });

    const { buckets, corsRules } = readBuckets(deployment);
    const queues = await startQueueServer(ports.sqs, path.join(directory, 'sqs'), {
      directory: path.join(directory, 's3'),
      corsRules,
    });
    teardown.add(() => queues.stop());
    await createQueues(deployment, queues.client);
    await createBuckets(buckets, queues.endpoint);
    const issuer = await startIssuer({
      port: ports.issuer,
      keyFile: path.join(directory, 'issuer.json'),
      clients: readClients(deployment),
    });
    teardown.add(() => issuer.stop());
    const secrets = await openSecrets(deployment, path.join(directory, 'secrets.json'), {
      host: HOST,
      port: wayToDatabase.port,
      dbname: database.name,
    });
    const secretsServer = await startSecretsServer(ports.secrets, secrets);
    teardown.add(() => close(secretsServer, 0));

    const endpoints: Endpoint[] = [];
    const awsServer = await startAwsServer(ports.aws, endpoints);
    teardown.add(() => close(awsServer, 0));
    const redirects = {
      AWS_ENDPOINT_URL_SQS: queues.endpoint,
      AWS_ENDPOINT_URL_S3: queues.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://${HOST}:${ports.secrets}`,
      AWS_ENDPOINT_URL_LAMBDA: `http://${HOST}:${ports.aws}`,
      AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: `http://${HOST}:${ports.aws}`,
    };
    const { logFor, take } = recorder();
    const definitions = functionDefinitions(deployment, assets).map((definition) => ({
      ...definition,
      environment: {
        ...definition.environment,
        ...redirects,
        ...environment[definition.name.replace(PREFIX, '')],
      },
    }));
    const lambda = createLambda(definitions, { logFor, patience: slowness() });
    teardown.add(() => lambda.stop(0));
    endpoints.push(invokeEndpoint(lambda));
    return {
      wayToDatabase,
      queues: { client: queues.client, ...executionQueueUrls(deployment) },
      secrets,
      invoke: (name: string, event: unknown): Promise<Outcome> =>
        captured(
          () => lambda.invoke(PREFIX + name, event),
          () => take(PREFIX + name),
        ),
      stop: () => teardown.run(),
    };
  } catch (error) {
    await teardown.run().catch(() => undefined);
    throw error;
  }
}

export const PREFIX = 'payback-prod-';

/** The stacks of the stage, and each function's folder by the hash of its asset. */
async function synthesized(directory: string, settings: StageFile) {
  const bundles = path.join(directory, 'bundles');
  await bundle(bundles);
  const bundleDirectory = path.join(directory, 'functions');
  for (const name of await readdir(bundles))
    await wrap(path.join(bundles, name), path.join(bundleDirectory, name));
  await cp(path.join(bundles, 'migrate/sql'), path.join(bundleDirectory, 'migrate/sql'), { recursive: true });
  const dashboardDirectory = path.join(directory, 'dashboard');
  await mkdir(path.join(dashboardDirectory, 'assets'), { recursive: true });
  await writeFile(path.join(dashboardDirectory, 'index.html'), '<!doctype html>');
  await writeFile(path.join(dashboardDirectory, 'assets/index.js'), '');
  const outdir = path.join(directory, 'cdk.out');
  const app = buildApp({
    stages: ['prod'],
    stageFile: () => settings,
    bundleDirectory,
    dashboardDirectory,
    outdir,
  });
  return readAssembly(app.synth());
}

/** A module that does what the function's does, and then waits until all that it has written is here. */
async function wrap(bundled: string, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const url = JSON.stringify(pathToFileURL(path.join(bundled, 'index.mjs')).href);
  await writeFile(
    path.join(directory, 'index.mjs'),
    `import { handler as real } from ${url};
const written = (stream) => new Promise((resolve) => stream.write('', resolve));
export async function handler(event, context) {
  try {
    return await real(event, context);
  } finally {
    await written(process.stdout);
    await written(process.stderr);
  }
}
`,
  );
}

import { rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { startAwsServer, type Endpoint } from './aws-server.ts';
import { deployCustomResources } from './lambda/custom-resources.ts';
import { readDeployedFiles } from './cloudfront/deployed-files.ts';
import { readDistribution } from './cloudfront/distribution.ts';
import { createSite, type Site } from './cloudfront/site.ts';
import { openDataDirectory, type DataDirectory } from './data-directory.ts';
import { databaseName, masterUser, prepareDatabase } from './postgres/database.ts';
import { createDeployment, type Deployment } from './cloudformation/deployment.ts';
import { ENDPOINTS_FILE, type LocalEndpoints } from './endpoints.ts';
import { startEventSourceMappings } from './sqs/event-source-mapping.ts';
import type { FunctionError } from './lambda/function-error.ts';
import { functionDefinitions } from './lambda/functions.ts';
import { startHttpApi } from './http/http-api.ts';
import { withoutTls } from './lambda/without-tls.ts';
import { readRoutes } from './http/http-routing-table.ts';
import { close } from './http-server.ts';
import { readClients } from './identity/clients.ts';
import { startIssuer } from './identity/issuer.ts';
import { writeJsonFile } from './json-file.ts';
import { invokeEndpoint } from './lambda/invoke-endpoint.ts';
import { createLambda, type Lambda } from './lambda/lambda.ts';
import { stopOrphan } from './postgres/orphan.ts';
import { holdPort, portsOf, releaseAll, reservePorts, type HeldPort, type Ports } from './ports.ts';
import { startPostgres } from './postgres/postgres.ts';
import { createProgress } from './progress.ts';
import { createBuckets, readBuckets } from './s3/buckets.ts';
import { createQueues, executionQueueUrls, startQueueServer, type QueueServer } from './sqs/queues.ts';
import { startSchedules } from './scheduler/schedules.ts';
import { openSecrets } from './secrets/secrets.ts';
import { startSecretsServer } from './secrets/secrets-server.ts';
import { StartupError } from './startup-error.ts';
import type { Assembly } from './cloudformation/assembly.ts';
import { synthesize } from './cloudformation/synthesize.ts';
import { createLogs } from './logs.ts';
import { messageOf } from './thrown.ts';
import { createTeardown, type Teardown } from './teardown.ts';
import { connectionsEndpoint } from './websocket/connections-endpoint.ts';
import { startSocketApi } from './websocket/socket-api.ts';
import { readSocketRoutes } from './websocket/socket-routing-table.ts';

const HOST = '127.0.0.1';
/** How long a stop waits for running invocations; what they hold of a queue comes back to it. */
const GRACE_SECONDS = 5;

export interface LocalOptions {
  readonly dataDirectory: string;
  /** Port of the HTTP API; 0 takes any free one. */
  readonly port: number;
  /** Who signs in with a browser; undefined: whoever they say they are. */
  readonly signInAs?: string | undefined;
  /** How many times as long as deployed functions and integrations may take; 1 unless given. */
  readonly patience?: number;
  /** Receives one line for each finished step of the start. */
  readonly onProgress?: (line: string) => void;
  readonly onFunctionFailure?: (functionName: string, error: FunctionError, logFile: string) => void;
}

export interface LocalDeployment {
  readonly endpoints: LocalEndpoints;
  /** Invokes a function by its name in the template, as Lambda's `Invoke` does. */
  readonly invoke: Lambda['invoke'];
  /** Resolves, with the reason, when PostgreSQL ends by itself; nothing works after that. */
  readonly failed: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Runs the deployment of stage `dev` on this machine.
 * @throws StartupError when the reason is the user's to know; nothing is left running after any error
 */
export async function startLocal(options: LocalOptions): Promise<LocalDeployment> {
  const teardown = createTeardown();
  try {
    return await build(options, teardown);
  } catch (error) {
    // What went wrong first is the news, not what then could not be undone.
    await teardown.run().catch(() => {});
    throw error;
  }
}

async function build(options: LocalOptions, teardown: Teardown): Promise<LocalDeployment> {
  const progress = createProgress(options.onProgress ?? (() => {}));
  const data = await openDataDirectory(options.dataDirectory);
  teardown.add(() => data.release());
  const logFile = (name: string) => data.file('logs', `${name}.log`);
  const logs = createLogs(logFile);
  teardown.add(() => logs.close());
  const heldPort = await holdPort(options.port);
  if (heldPort === undefined) {
    throw new StartupError(
      `Port ${options.port} is taken by another program. Stop it, or choose another with --port.`,
    );
  }
  teardown.add(() => heldPort.release());
  const { port } = heldPort;
  const held = await reservePorts(data.file('ports.json'));
  teardown.add(() => releaseAll(Object.values(held)));
  const ports = portsOf(held);

  // PostgreSQL starts in processes of its own while this one synthesizes. Both settle before a failure is thrown:
  // a server that comes up after the teardown would stay.
  const [started, synthesized] = await Promise.allSettled([
    progress.step('PostgreSQL accepts connections', () =>
      startDatabase(data, held.postgres, logs.logFor('postgres'), teardown),
    ),
    progress.step('Functions are bundled, the CDK app is synthesized', () => synthesize(data.file('build'))),
  ]);
  if (started.status === 'rejected') throw started.reason;
  if (synthesized.status === 'rejected') throw synthesized.reason;
  const postgres = started.value;
  const assembly = synthesized.value;

  const addresses = {
    s3Endpoint: `http://${HOST}:${ports.sqs}`,
    issuerUrl: `http://${HOST}:${ports.issuer}`,
  };
  const deployment = createDeployment(assembly.stacks, {
    sqsEndpoint: `http://${HOST}:${ports.sqs}`,
    databaseHost: HOST,
    databasePort: ports.postgres,
    issuerUrl: addresses.issuerUrl,
    dashboardHost: `localhost:${port}`,
  });
  const queueServer = await progress.step(
    'Queues, buckets, secrets and the issuer of tokens are up',
    async () => {
      const { buckets, corsRules } = readBuckets(deployment);
      const files = { directory: data.file('s3'), corsRules };
      await held.sqs.release();
      const queues = await startQueueServer(ports.sqs, data.file('sqs'), files);
      teardown.add(() => queues.stop());
      await createQueues(deployment, queues.client);
      await createBuckets(buckets, queues.endpoint);
      await startIdentity(deployment, data, held.issuer, options, teardown);
      return queues;
    },
  );
  const secrets = await openSecrets(deployment, data.file('secrets.json'), {
    host: HOST,
    port: ports.postgres,
    dbname: databaseName(deployment),
  });
  await held.secrets.release();
  const secretsServer = await startSecretsServer(ports.secrets, secrets);
  teardown.add(() => close(secretsServer, 0));

  const awsApis: Endpoint[] = [];
  await held.aws.release();
  const awsServer = await startAwsServer(ports.aws, awsApis);
  teardown.add(() => close(awsServer, 0));
  const lambda = startLambda(
    deployment,
    assembly,
    { logFor: (name) => logs.logFor(name), logFile },
    { ...ports, dashboard: port },
    options,
    teardown,
  );
  awsApis.push(invokeEndpoint(lambda));
  await progress.step('The schema is up to date', async () => {
    await prepareDatabase(postgres.url, databaseName(deployment), masterUser(deployment, secrets));
    await deployCustomResources(deployment, lambda, data.file('custom-resources.json'));
  });
  const site = createSite(
    readDistribution(deployment, addresses),
    await readDeployedFiles(deployment, assembly.assets, addresses),
  );
  await heldPort.release();
  await startEvents(deployment, lambda, { queueServer, site, port, awsApis }, options, teardown);

  const endpoints = endpointsOf(deployment, port, ports);
  await writeJsonFile(data.file(ENDPOINTS_FILE), endpoints);
  teardown.add(() => rm(data.file(ENDPOINTS_FILE), { force: true }));
  return {
    endpoints,
    invoke: (name, event) => lambda.invoke(name, event),
    failed: postgres.exited,
    stop: () => teardown.run(),
  };
}

async function startDatabase(data: DataDirectory, held: HeldPort, log: Writable, teardown: Teardown) {
  const dataDirectory = data.file('postgres');
  await stopOrphan(dataDirectory);
  try {
    const postgres = await startPostgres({
      dataDirectory,
      port: held.port,
      beforeListening: () => held.release(),
      onLog: (line) => log.write(`${line}\n`),
    });
    teardown.add(() => postgres.stop());
    return postgres;
  } catch (error) {
    throw new StartupError(messageOf(error), { cause: error });
  }
}

async function startIdentity(
  deployment: Deployment,
  data: DataDirectory,
  held: HeldPort,
  { signInAs }: LocalOptions,
  teardown: Teardown,
) {
  await held.release();
  const issuer = await startIssuer({
    port: held.port,
    keyFile: data.file('issuer-key.json'),
    clients: readClients(deployment),
    signInAs,
  });
  teardown.add(() => issuer.stop());
}

function startLambda(
  deployment: Deployment,
  assembly: Assembly,
  {
    logFor,
    logFile,
  }: { readonly logFor: (name: string) => Writable; readonly logFile: (name: string) => string },
  ports: Ports & { readonly dashboard: number },
  options: LocalOptions,
  teardown: Teardown,
): Lambda {
  const sqsEndpoint = `http://${HOST}:${ports.sqs}`;
  const redirects = {
    AWS_ENDPOINT_URL_SQS: sqsEndpoint,
    AWS_ENDPOINT_URL_S3: sqsEndpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://${HOST}:${ports.secrets}`,
    AWS_ENDPOINT_URL_LAMBDA: `http://${HOST}:${ports.aws}`,
    AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: `http://${HOST}:${ports.aws}`,
  };
  const definitions = functionDefinitions(deployment, assembly.assets).map((definition) => ({
    ...definition,
    environment: { ...withoutTls(definition.environment, ports.dashboard), ...redirects },
  }));
  const lambda = createLambda(definitions, {
    patience: options.patience ?? 1,
    logFor,
    onFailure: (name, error) => options.onFunctionFailure?.(name, error, logFile(name)),
  });
  teardown.add(() => lambda.stop(GRACE_SECONDS));
  return lambda;
}

interface EventSources {
  readonly queueServer: QueueServer;
  readonly site: Site;
  readonly port: number;
  /** Takes up the APIs of AWS that events bring along. */
  readonly awsApis: Endpoint[];
}

/** What invokes functions from outside: requests, messages, time. */
async function startEvents(
  deployment: Deployment,
  lambda: Lambda,
  sources: EventSources,
  { patience = 1 }: LocalOptions,
  teardown: Teardown,
) {
  const routes = readRoutes(deployment, lambda).map((route) => ({
    ...route,
    timeoutMs: route.timeoutMs * patience,
  }));
  const httpApi = await startHttpApi(routes, lambda, { port: sources.port, site: sources.site });
  teardown.add(() => close(httpApi, GRACE_SECONDS));
  const socketRoutes = readSocketRoutes(deployment);
  const sockets = socketRoutes && startSocketApi(httpApi, socketRoutes, lambda);
  if (sockets) {
    teardown.add(() => sockets.stop(GRACE_SECONDS));
    sources.awsApis.push(connectionsEndpoint(sockets.connection));
  }
  const mappings = startEventSourceMappings(deployment, sources.queueServer.client, lambda);
  teardown.add(() => mappings.stop(GRACE_SECONDS));
  teardown.add(startSchedules(deployment, lambda));
}

function endpointsOf(deployment: Deployment, port: number, ports: Ports): LocalEndpoints {
  const { queueUrl, deadLetterQueueUrl } = executionQueueUrls(deployment);
  return {
    api_url: `http://${HOST}:${port}`,
    dashboard_url: `http://localhost:${port}/`,
    websocket_url: `ws://${HOST}:${port}/live`,
    queue_url: queueUrl,
    dead_letter_queue_url: deadLetterQueueUrl,
    sqs_endpoint: `http://${HOST}:${ports.sqs}`,
    lambda_endpoint: `http://${HOST}:${ports.aws}`,
    database_url: `postgresql://postgres@${HOST}:${ports.postgres}/${databaseName(deployment)}`,
    issuer_url: `http://${HOST}:${ports.issuer}`,
  };
}

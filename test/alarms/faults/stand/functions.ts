import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createDeployment } from '../../../../local/cloudformation/deployment.ts';
import { startAwsServer, type Endpoint } from '../../../../local/aws-server.ts';
import { close } from '../../../../local/http-server.ts';
import { readClients } from '../../../../local/identity/clients.ts';
import { startIssuer } from '../../../../local/identity/issuer.ts';
import { requestToken } from '../../../../local/identity/token.ts';
import { functionDefinitions } from '../../../../local/lambda/functions.ts';
import { invokeEndpoint } from '../../../../local/lambda/invoke-endpoint.ts';
import { createLambda, type Lambda } from '../../../../local/lambda/lambda.ts';
import { freePort } from '../../../../local/ports.ts';
import { createBuckets, readBuckets } from '../../../../local/s3/buckets.ts';
import { openSecrets } from '../../../../local/secrets/secrets.ts';
import { startSecretsServer } from '../../../../local/secrets/secrets-server.ts';
import { createQueues, executionQueueUrls, startQueueServer } from '../../../../local/sqs/queues.ts';
import { createTeardown } from '../../../../local/teardown.ts';
import type { StageFile } from '../../../../lib/stage/stage-file.ts';
import { slowness } from '../../../support/limits.ts';
import { tcpProxy } from '../../../support/tcp-proxy.ts';
import { clockFile, durationsFile, patienceFile, synthesized } from './assembly.ts';
import { captured, recorder, type Outcome } from './captured.ts';
import { refusingConnections } from './connections.ts';

const HOST = '127.0.0.1';
/** Of whom the first is a member. */
const PEOPLE: readonly string[] = ['alice', 'mallory'];

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
    const issue = () =>
      startIssuer({
        port: ports.issuer,
        keyFile: path.join(directory, 'issuer.json'),
        clients: readClients(deployment),
      });
    let issuer = await issue();
    teardown.add(() => issuer.stop());
    const tokens = new Map(
      await Promise.all(PEOPLE.map(async (who) => [who, await requestToken(issuer.url, who, [])] as const)),
    );
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
    const start = (isIn: (name: string) => boolean) =>
      createLambda(
        definitions.filter(({ name }) => isIn(name)),
        { logFor, patience: slowness() },
      );
    const lambda = startAnew(() => start((name) => name !== AUTHORIZER));
    teardown.add(() => lambda.stop(0));
    /** Knows no keys while it is new. */
    const authorizer = startAnew(() => start((name) => name === AUTHORIZER));
    teardown.add(() => authorizer.stop(0));
    const connections = refusingConnections();
    endpoints.push(invokeEndpoint(lambda), connections.endpoint);
    return {
      wayToDatabase,
      queues: { client: queues.client, ...executionQueueUrls(deployment) },
      secrets,
      connections,
      /** By who asks. */
      tokens,
      /** @returns what brings it back */
      async stopIssuer() {
        await issuer.stop();
        await authorizer.anew();
        return async () => {
          issuer = await issue();
          await authorizer.anew();
        };
      },
      /** @returns what makes the clock of the function go as others again */
      async hurryClock(name: string, times: number) {
        const file = clockFile(directory, name);
        await writeFile(file, String(times));
        return () => rm(file);
      },
      /**
       * Functions that have counted and refused nothing yet, and answers that wait until all is done beside them.
       * @returns what makes answers hurry again
       */
      async startPatiently() {
        await lambda.anew();
        const file = patienceFile(directory);
        await writeFile(file, '');
        return () => rm(file);
      },
      /** @returns what makes all of them short again */
      async tellRealDurations() {
        await writeFile(durationsFile(directory), '');
        return () => rm(durationsFile(directory));
      },
      invoke: (name: string, event: unknown): Promise<Outcome> =>
        captured(
          () => (PREFIX + name === AUTHORIZER ? authorizer : lambda).invoke(PREFIX + name, event),
          () => take(PREFIX + name),
        ),
      stop: () => teardown.run(),
    };
  } catch (error) {
    await teardown.run().catch(() => undefined);
    throw error;
  }
}

/** @returns functions that may be ended, and begin again with nothing in their memory */
function startAnew(start: () => Lambda) {
  let lambda = start();
  return {
    invoke: (name: string, event: unknown) => lambda.invoke(name, event),
    stop: (graceSeconds: number) => lambda.stop(graceSeconds),
    async anew() {
      await lambda.stop(0);
      lambda = start();
    },
  };
}

export const PREFIX = 'payback-prod-';
const AUTHORIZER = `${PREFIX}authorizer`;

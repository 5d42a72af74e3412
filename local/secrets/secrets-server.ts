import { createServer, type Server } from 'node:http';
import * as z from 'zod';
import { listen, readBody, sendJson } from '../http-server.ts';

const JSON_1_1 = 'application/x-amz-json-1.1';
const MOST_BODY_BYTES = 64 * 1024;
const requestSchema = z.object({ SecretId: z.string() });
/** The version is part of the protocol; here every secret has one. */
const VERSION_ID = '00000000-0000-4000-8000-000000000001';

/** The one operation of Secrets Manager that functions call, in its JSON protocol. @param secrets by ARN */
export async function startSecretsServer(
  port: number,
  secrets: ReadonlyMap<string, string>,
): Promise<Server> {
  const server = createServer((request, response) => {
    const refuse = (type: string, message: string) =>
      sendJson(response, 400, { __type: type, message }, JSON_1_1);
    const answer = async () => {
      const body = await readBody(request, MOST_BODY_BYTES);
      if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
        return refuse('UnknownOperationException', 'Only GetSecretValue is answered here.');
      }
      const { SecretId } = requestSchema.parse(JSON.parse(String(body)));
      const SecretString = secrets.get(SecretId);
      if (SecretString === undefined) {
        return refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      }
      const Name = SecretId.slice(SecretId.lastIndexOf(':') + 1);
      return sendJson(
        response,
        200,
        { ARN: SecretId, Name, VersionId: VERSION_ID, VersionStages: ['AWSCURRENT'], SecretString },
        JSON_1_1,
      );
    };
    answer().catch(() => refuse('InvalidRequestException', 'The request is not a GetSecretValue request.'));
  });
  await listen(server, port);
  return server;
}

import path from 'node:path';
import * as z from 'zod';
import { readJsonFile } from './json-file.ts';
import { StartupError } from './startup-error.ts';

/** Where everything of a running local deployment is; the content of `<data-dir>/endpoints.json`. */
const endpointsSchema = z.object({
  /** `${api_url}/api/v1/…` is the API. */
  api_url: z.string(),
  dashboard_url: z.string(),
  websocket_url: z.string(),
  queue_url: z.string(),
  dead_letter_queue_url: z.string(),
  sqs_endpoint: z.string(),
  lambda_endpoint: z.string(),
  /** The superuser's; functions connect as their own roles. */
  database_url: z.string(),
  issuer_url: z.string(),
});
export type LocalEndpoints = z.infer<typeof endpointsSchema>;

export const ENDPOINTS_FILE = 'endpoints.json';

/** @throws StartupError when nothing runs with this data directory */
export async function readEndpoints(dataDirectory: string): Promise<LocalEndpoints> {
  const endpoints = await readJsonFile(path.join(dataDirectory, ENDPOINTS_FILE), endpointsSchema);
  if (endpoints === undefined) {
    throw new StartupError(
      `Payback does not run with the data directory ${dataDirectory}: start it with npm start.`,
    );
  }
  return endpoints;
}
